/**
 * SQL: whether a bucket was there at a moment, whatever became of it since: one that was made again had been gone.
 * @param bucket an alias of the table; `at` a parameter or an expression, a date or a timestamptz
 */
export function existedAt(bucket: string, at: string): string {
  return `((${bucket}.gone_at is null or ${bucket}.gone_at >= ${at}) and not exists (
    select from bucket_absence gone where gone.bucket_id = ${bucket}.id and gone.gone_at < ${at} and gone.back_at >= ${at}))`;
}
