/**
 * SQL: the ids of the buckets that were gone at a moment, whatever became of them since: one that was made again had been.
 * @param at a parameter or an expression, a date or a timestamptz
 */
export function goneBefore(at: string): string {
  return `(select id from bucket where gone_at < ${at}
    union select bucket_id from bucket_absence where gone_at < ${at} and back_at >= ${at})`;
}
