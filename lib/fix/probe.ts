import { listParts } from '#lib/aws/list-parts.ts';
import { listUploadsPage, type UploadsPage } from '#lib/aws/list-uploads-page.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { ABORT_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import type { Cut } from '#lib/store/cut.ts';
import { oldestOf, uploadsBefore } from '#lib/store/planned-uploads.ts';
import { DAY_MS } from '#lib/waste/age.ts';

const MOST_PROBES = 3;
/** Of 1,000 uploads each; above it the store's own listing is believed. */
const MOST_PAGES = 20;

/**
 * Asks S3 itself which rule will abort one of the planned uploads, and when.
 * @returns `asked`: how many uploads there were to ask about; `abort` null when none named our rule
 */
export async function abortOf({
  target,
  bucket,
  cut,
}: {
  target: AwsTarget;
  bucket: string;
  cut: Cut;
}): Promise<{ asked: number; abort: { date: Date; ruleId: string } | null }> {
  let asked = 0;
  for (const upload of await oldestOf(cut, MOST_PROBES)) {
    const look = await listParts({ target, bucket, ...upload }).catch(unreadable);
    if (look?.state === 'gone') continue;
    asked++;
    if (look?.abortDate && look.abortRuleId === ABORT_RULE_ID)
      return { asked, abort: { date: look.abortDate, ruleId: look.abortRuleId } };
  }
  return { asked, abort: null };
}

/** The parts of this upload may not be read (a KMS key, for one); the next may. */
function unreadable(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

/** Whether no upload is left that is older than the days of the rule and one more: listed live, and in the store. */
export async function noneOlder({
  target,
  bucket,
  bucketId,
  days,
  now,
}: {
  target: AwsTarget;
  bucket: string;
  bucketId: number;
  days: number;
  now: Date;
}): Promise<boolean> {
  const before = new Date(now.getTime() - (days + 1) * DAY_MS);
  if ((await uploadsBefore(bucketId, before)) > 0) return false;
  let [keyMarker, uploadIdMarker]: [string | null, string | null] = [null, null];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: UploadsPage = await listUploadsPage({ target, bucket, keyMarker, uploadIdMarker });
    if (page.uploads.some(({ initiatedAt }) => initiatedAt <= before)) return false;
    if (!page.isTruncated) return true;
    [keyMarker, uploadIdMarker] = [page.nextKeyMarker, page.nextUploadIdMarker];
  }
  return true;
}
