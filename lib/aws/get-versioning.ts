import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { AppError } from '#lib/errors.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

export type Versioning = { status: 'Enabled' | 'Suspended' | null; mfaDelete: boolean };

/**
 * The versioning state; null where the endpoint does not support the call or denies it.
 * @throws AppError on anything else
 */
export async function getVersioning({
  target,
  bucket,
}: {
  target: AwsTarget;
  bucket: string;
}): Promise<Versioning | null> {
  const owner = await expectedOwner(target);
  try {
    const { Status, MFADelete } = await send({
      target,
      operation: 'GetBucketVersioning',
      bucket,
      send: (client, prepare) => client.send(prepare(new GetBucketVersioningCommand({ Bucket: bucket, ...owner }))),
    });
    return { status: Status ?? null, mfaDelete: MFADelete === 'Enabled' };
  } catch (error) {
    if (error instanceof AppError && (error.code === 'unsupported' || error.code === 'denied')) return null;
    throw error;
  }
}
