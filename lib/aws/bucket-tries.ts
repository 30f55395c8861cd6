import { GetBucketLocationCommand, GetBucketTaggingCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { getLifecycle } from './get-lifecycle.ts';
import { listParts } from './list-parts.ts';
import { listUploadsPage } from './list-uploads-page.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';
import type { Try } from './tries.ts';

/** A bucket to try actions on, with an upload of it where one is known. */
export type TriedBucket = { name: string; region: string; upload: { key: string; uploadId: string } | null };

/**
 * Calls for the actions on one bucket; each costs at most USD 0.000005. Without a known upload the listing may tell one,
 * whose parts are asked for then; where there is none, nothing is tried of them.
 */
export function bucketTries(target: AwsTarget, { name: bucket, upload }: TriedBucket): Try[] {
  let listing: Promise<TriedBucket['upload']> | undefined;
  const list = () => {
    listing ??= listUploadsPage({ target, bucket, keyMarker: null, uploadIdMarker: null }).then(
      ({ uploads: [first] }) => first ?? null,
    );
    return listing;
  };
  return [
    ...fixBucketTries(target, { bucket }),
    { action: 's3:ListBucketMultipartUploads', call: list },
    {
      action: 's3:ListMultipartUploadParts',
      call: async () => {
        const known = upload ?? (await list().catch(() => null));
        if (!known) throw new NothingToTry('No unfinished upload is known in it, of which the parts could be listed.');
        const { key, uploadId } = known;
        return listParts({ target, bucket, key, uploadId });
      },
    },
    {
      action: 's3:GetBucketTagging',
      call: async () => {
        const owner = await expectedOwner(target);
        return send({
          target,
          operation: 'GetBucketTagging',
          bucket,
          send: (client, prepare) => client.send(prepare(new GetBucketTaggingCommand({ Bucket: bucket, ...owner }))),
        });
      },
    },
    {
      action: 's3:GetBucketLocation',
      call: () =>
        send({
          target,
          operation: 'GetBucketLocation',
          bucket,
          send: (client, prepare) => client.send(prepare(new GetBucketLocationCommand({ Bucket: bucket }))),
        }),
    },
  ];
}

/** What the role that fixes looks at of a bucket before it changes anything. */
export function fixBucketTries(target: AwsTarget, { bucket }: { bucket: string }): Try[] {
  return [
    { action: 's3:GetLifecycleConfiguration', call: () => getLifecycle({ target, bucket }) },
    {
      action: 's3:GetBucketVersioning',
      call: async () => {
        const owner = await expectedOwner(target);
        return send({
          target,
          operation: 'GetBucketVersioning',
          bucket,
          send: (client, prepare) => client.send(prepare(new GetBucketVersioningCommand({ Bucket: bucket, ...owner }))),
        });
      },
    },
  ];
}

/** There is nothing there to try an action on. */
export class NothingToTry extends Error {}
