import { isBucketGone } from '#lib/aws/bucket-gone.ts';
import { listBuckets } from '#lib/aws/list-buckets.ts';
import { AppError } from '#lib/errors.ts';
import { meteredTarget } from './metered-target.ts';

/**
 * Why a bucket whose rules could not be read is not this account's any more, or null when it is, or nobody can tell. S3
 * refuses a bucket of somebody else's (ExpectedBucketOwner) in the same words as a missing permission: only a listing of
 * the account tells these apart.
 */
export async function whyLost({
  accountId,
  region,
  bucket,
  error,
}: {
  accountId: string;
  region: string;
  bucket: string;
  error: AppError;
}): Promise<string | null> {
  const target = meteredTarget({ accountId, region, power: 'read' });
  try {
    if (error.details.awsCode === 'NoSuchBucket')
      return (await isBucketGone({ target, bucket })) ? 'The bucket was deleted meanwhile' : null;
    if (error.code !== 'denied' || error.details.reason === 'credentials') return null;
    for await (const { name } of listBuckets({ target })) if (name === bucket) return null;
    return `The bucket is not account ${accountId}'s any more: it was deleted, and somebody else owns one of its name`;
  } catch (failure) {
    if (failure instanceof AppError) return null;
    throw failure;
  } finally {
    await target.settle();
  }
}
