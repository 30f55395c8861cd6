import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

export type ListedUpload = {
  key: string;
  uploadId: string;
  initiatedAt: Date;
  initiator: string | null;
  storageClass: string;
};

export type UploadsPage = {
  uploads: ListedUpload[];
  nextKeyMarker: string | null;
  nextUploadIdMarker: string | null;
  isTruncated: boolean;
};

/**
 * One page (up to 1,000) of the incomplete multipart uploads of a bucket, after the markers. Keys are asked for url
 * encoded, because XML cannot carry every key.
 * @throws AppError
 */
export async function listUploadsPage({
  target,
  bucket,
  keyMarker,
  uploadIdMarker,
}: {
  target: AwsTarget;
  bucket: string;
  keyMarker: string | null;
  uploadIdMarker: string | null;
}): Promise<UploadsPage> {
  const owner = await expectedOwner(target);
  const page = await send({
    target,
    operation: 'ListMultipartUploads',
    bucket,
    send: (client, prepare) =>
      client.send(
        prepare(
          new ListMultipartUploadsCommand({
            Bucket: bucket,
            EncodingType: 'url',
            ...owner,
            ...(keyMarker !== null && { KeyMarker: keyMarker }),
            ...(keyMarker !== null && uploadIdMarker !== null && { UploadIdMarker: uploadIdMarker }),
          }),
        ),
      ),
  });
  const decode = page.EncodingType === 'url' ? decodeKey : (key: string) => key;
  const uploads: ListedUpload[] = [];
  for (const { Key, UploadId, Initiated, Initiator, StorageClass } of page.Uploads ?? []) {
    if (Key === undefined || UploadId === undefined) continue;
    uploads.push({
      key: decode(Key),
      uploadId: UploadId,
      initiatedAt: Initiated ?? new Date(0),
      initiator: Initiator?.ID ?? null,
      storageClass: StorageClass ?? 'STANDARD',
    });
  }
  return {
    uploads,
    nextKeyMarker: page.NextKeyMarker === undefined ? null : decode(page.NextKeyMarker),
    nextUploadIdMarker: page.NextUploadIdMarker ?? null,
    isTruncated: page.IsTruncated === true,
  };
}

/** S3 writes a space as `+` and a plus as `%2B`. A stray `%` of a server that does not encode stays as it is. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
