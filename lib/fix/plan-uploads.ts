import { bucketRef } from '#lib/store/bucket-ref.ts';
import { awsNow } from '#lib/store/clock.ts';
import { cutUploads } from '#lib/store/cut-uploads.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { cutOf } from './effect.ts';
import { type FixRequest, parseFixRequest } from './request.ts';

/**
 * The oldest of the uploads that a plan counts in `abortsUploads`, from the store and the rules as planning left them there:
 * no call is made.
 * @throws AppError `invalid` as planFix
 */
export async function planUploads({
  limit,
  ...request
}: FixRequest & { limit: number }): Promise<{ uploads: IncompleteUpload[]; now: Date }> {
  const { accountId, bucket, days } = parseFixRequest(request);
  const [now, ref] = await Promise.all([awsNow(), bucketRef({ accountId, bucket })]);
  if (!ref) return { uploads: [], now };
  const before = ref.lifecycle ?? { rules: [], transitionDefaultMinimumObjectSize: null };
  return { uploads: await cutUploads(cutOf({ bucketId: ref.bucketId, before, days, now }), limit), now };
}
