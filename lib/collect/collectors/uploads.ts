import { failed } from '#lib/aws/errors.ts';
import { type ListedUpload, listUploadsPage, type UploadsPage } from '#lib/aws/list-uploads-page.ts';
import { callSite } from '#lib/aws/send.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import type { Collector } from '../collector.ts';

/** Incomplete multipart uploads; their sizes are asked for one by one (lib/collect/size-uploads.ts). */
export const uploadsCollector = {
  kind: 'uploads',
  title: 'incomplete multipart uploads and the bytes of their parts',
  actions: ['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts'],
} as const satisfies Collector;

export type UploadMarker = { keyMarker: string; uploadIdMarker: string | null };

/**
 * The pages of a bucket's listing from a marker on, each with the marker of the one after it; null after the last.
 * @throws AppError, also `failed` when there is more but the pages do not advance
 */
export async function* uploadPages({
  target,
  bucket,
  from,
}: {
  target: AwsTarget;
  bucket: string;
  from: UploadMarker | null;
}): AsyncGenerator<{ uploads: ListedUpload[]; next: UploadMarker | null }> {
  let marker = from;
  do {
    const page = await listUploadsPage({
      target,
      bucket,
      keyMarker: marker?.keyMarker ?? null,
      uploadIdMarker: marker?.uploadIdMarker ?? null,
    });
    marker = nextMarker({ target, bucket, page, marker });
    yield { uploads: page.uploads, next: marker };
  } while (marker);
}

function nextMarker({
  target,
  bucket,
  page,
  marker,
}: {
  target: AwsTarget;
  bucket: string;
  page: UploadsPage;
  marker: UploadMarker | null;
}): UploadMarker | null {
  if (!page.isTruncated) return null;
  const last = page.uploads.at(-1);
  // Some servers name no marker: S3 begins after the last upload of the page.
  const next = page.nextKeyMarker
    ? { keyMarker: page.nextKeyMarker, uploadIdMarker: page.nextUploadIdMarker }
    : last && { keyMarker: last.key, uploadIdMarker: last.uploadId };
  const advances = next?.keyMarker !== marker?.keyMarker || next?.uploadIdMarker !== marker?.uploadIdMarker;
  if (next && advances) return next;
  const stuck = { code: 'NextKeyMarker', message: 'the pages of uploads do not advance', status: 200 };
  throw failed(callSite({ target, operation: 'ListMultipartUploads', bucket }), stuck);
}
