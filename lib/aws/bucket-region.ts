import { GetBucketLocationCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { AppError } from '#lib/errors.ts';
import { homeRegion } from './endpoint.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

/**
 * The region of a bucket: from HeadBucket (its header also stands on a refusal), else GetBucketLocation, else the
 * region these calls are made in, for servers that know no regions.
 * @throws AppError when the bucket does not exist or the endpoint does not answer
 */
export async function bucketRegion({ target, bucket }: { target: AwsTarget; bucket: string }): Promise<string> {
  const owner = await expectedOwner(target);
  try {
    const { BucketRegion } = await send({
      target,
      operation: 'HeadBucket',
      bucket,
      send: (client, prepare) => client.send(prepare(new HeadBucketCommand({ Bucket: bucket, ...owner }))),
    });
    if (BucketRegion) return BucketRegion;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.details.bucketRegion) return error.details.bucketRegion;
    // Also on a 404, which names no reason: GetBucketLocation says NoSuchBucket.
    if (error.code !== 'denied' && error.code !== 'unsupported' && error.code !== 'notFound') throw error;
  }
  return (await location({ target, bucket })) ?? homeRegion();
}

async function location({ target, bucket }: { target: AwsTarget; bucket: string }): Promise<string | null> {
  try {
    const { LocationConstraint } = await send({
      target,
      operation: 'GetBucketLocation',
      bucket,
      send: (client, prepare) => client.send(prepare(new GetBucketLocationCommand({ Bucket: bucket }))),
    });
    // S3 answers nothing for its first region and EU for its second.
    if (!LocationConstraint) return null;
    return LocationConstraint === 'EU' ? 'eu-west-1' : LocationConstraint;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'unsupported' || error.code === 'denied')) return null;
    throw error;
  }
}
