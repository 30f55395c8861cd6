/**
 * What of an account that is not looked at still counts. Until the next look its buckets stand in the newest snapshot, and in
 * its sums.
 * @param account with its buckets in that snapshot
 */
export function countingWords({ buckets }: { buckets: number }): string {
  return buckets > 0
    ? 'Its guardrails count nowhere, and from the next look on nor do its hidden bytes; its bill is still a bill.'
    : 'Its hidden bytes and guardrails count nowhere; its bill is still a bill.';
}
