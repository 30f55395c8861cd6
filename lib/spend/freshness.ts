import type { SpendKind, SpendReading } from './reading.ts';

/** How old what is known is, and whether the last attempt to renew any of it failed. */
export type Freshness = {
  /** When the newest data were read; null: nothing is known. */
  dataAt: Date | null;
  /** When the last attempt failed for every account; null: it did not. */
  failedAt: Date | null;
};

/** Of the readings of one kind: an attempt that learned nothing renews nothing. */
export function freshness(readings: readonly Pick<SpendReading, 'state' | 'readAt' | 'dataAt'>[]): Freshness {
  const answered = readings.filter(({ state }) => state === 'ok' || state === 'none');
  // AWS's answer that there are none is a reading too, though without data.
  const dataAt = latest([...readings.map((reading) => reading.dataAt), ...answered.map(({ readAt }) => readAt)]);
  return { dataAt, failedAt: answered.length > 0 ? null : latest(readings.map(({ readAt }) => readAt)) };
}

/**
 * Whether a run read the data of a kind that are known: one that failed at it, or never asked for it, has a price of its
 * own, which says nothing of them.
 */
export function hasRead(
  run: { kinds: readonly { kind: string; status: 'pending' | 'done' | 'failed' }[] },
  kind: SpendKind,
  { dataAt, failedAt }: Freshness,
): boolean {
  const asked = run.kinds.some((each) => each.kind === kind && each.status === 'done');
  return asked && dataAt !== null && failedAt === null;
}

function latest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce<Date | null>((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}
