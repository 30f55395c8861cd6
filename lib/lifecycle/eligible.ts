import { DAY_MS } from '#lib/waste/age.ts';

/**
 * When S3 may abort an upload: initiation plus `days`, rounded up to midnight UTC (S3 User Guide, intro-lifecycle-rules:
 * 1/15 10:30 UTC and 3 days give 1/19 00:00 UTC). Execution follows asynchronously.
 */
export function eligibleAt({ initiatedAt, days }: { initiatedAt: Date; days: number }): Date {
  return new Date(Math.ceil(initiatedAt.getTime() / DAY_MS + days) * DAY_MS);
}
