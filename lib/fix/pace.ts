/**
 * How patiently lifecycle rules are read. S3 answers a GET after a PUT with the old rules for a while, now and then;
 * Terraform's provider waits for 10 equal reads in a row, 5 s apart, and 3 are enough in most regions.
 */
export type Pace = {
  /** Between the reads before a write. */
  beforeMs: number;
  /** Between the reads after a write. */
  afterMs: number;
  /** Equal reads in a row that make a write certain. */
  equalReads: number;
  /** After so long without them the write counts as made, and verifying goes on. */
  readBackMs: number;
  /** S3 may answer the old rules for so long after a write: until then they prove nothing. */
  propagationMs: number;
  /** A write is another's to recover when its process was silent for so long; renewed three times as often. */
  leaseSeconds: number;
};

export const defaultPace: Pace = {
  beforeMs: 1000,
  afterMs: 700,
  equalReads: 3,
  readBackMs: 45_000,
  propagationMs: 10 * 60_000,
  leaseSeconds: 20,
};
