/** An account, or a bucket of it. */
export type LookPlace = { accountId: string; bucket?: string | undefined };

/** What a collection of a place alone names. */
export function scopeOfPlace({ accountId, bucket }: LookPlace): { accounts: string[]; buckets: string[] } {
  return bucket === undefined
    ? { accounts: [accountId], buckets: [] }
    : { accounts: [], buckets: [`${accountId}/${bucket}`] };
}
