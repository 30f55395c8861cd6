/** What was asked by whom; `at` is the simulated time. */
export type TrailEvent = {
  at: Date;
  operation: string;
  bucket: string | null;
  accountId: string | null;
  region: string;
  /** ARN of who signed. */
  principal: string | null;
  status: number;
};

/** The log of the simulated AWS: the newest calls, as CloudTrail would tell of them. */
export type Trail = {
  note(event: Omit<TrailEvent, 'at'>): void;
  /** Oldest first; all that match. */
  of(wanted: Partial<Record<'operation' | 'bucket' | 'accountId' | 'principal', string>>): TrailEvent[];
};

const KEPT = 5_000;
/** Made by the thousand, and no management events of CloudTrail. */
const left = new Set(['ListParts', 'UploadPart']);

export function createTrail(now: () => Date): Trail {
  let events: TrailEvent[] = [];
  return {
    note: ({ operation, bucket, accountId, region, principal, status }) => {
      if (left.has(operation)) return;
      events.push({ at: now(), operation, bucket, accountId, region, principal, status });
      if (events.length > 2 * KEPT) events = events.slice(-KEPT);
    },
    of: ({ operation, bucket, accountId, principal }) =>
      events.filter(
        (event) =>
          (operation === undefined || event.operation === operation) &&
          (bucket === undefined || event.bucket === bucket) &&
          (accountId === undefined || event.accountId === accountId) &&
          (principal === undefined || event.principal === principal),
      ),
  };
}
