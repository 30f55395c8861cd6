import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import { AppError } from '#lib/errors.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

/**
 * The tags of a bucket; null where the endpoint does not support the call or denies it.
 * @throws AppError on anything else
 */
export async function getTags({
  target,
  bucket,
}: {
  target: AwsTarget;
  bucket: string;
}): Promise<Record<string, string> | null> {
  const owner = await expectedOwner(target);
  try {
    const { TagSet } = await send({
      target,
      operation: 'GetBucketTagging',
      bucket,
      send: (client, prepare) => client.send(prepare(new GetBucketTaggingCommand({ Bucket: bucket, ...owner }))),
    });
    return Object.fromEntries((TagSet ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.details.awsCode === 'NoSuchTagSet' || error.details.awsCode === 'NoSuchTagSetError') return {};
    if (error.code === 'unsupported' || error.code === 'denied') return null;
    throw error;
  }
}
