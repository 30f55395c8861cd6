import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { AppError } from '#lib/errors.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

/**
 * Whether a bucket, of which another call said NoSuchBucket, is gone: only if HeadBucket answers 404 too. Any other
 * answer, also none, leaves it to the next listing of the account.
 */
export async function isBucketGone({ target, bucket }: { target: AwsTarget; bucket: string }): Promise<boolean> {
  const owner = await expectedOwner(target);
  try {
    await send({
      target,
      operation: 'HeadBucket',
      bucket,
      send: (client, prepare) => client.send(prepare(new HeadBucketCommand({ Bucket: bucket, ...owner }))),
    });
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'notFound';
  }
}
