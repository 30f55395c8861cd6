import { type ListedUpload, listUploadsPage } from '#lib/aws/list-uploads-page.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import type { Collector } from '../collector.ts';

/** Incomplete multipart uploads; their sizes are asked for one by one (lib/collect/size-uploads.ts). */
export const uploadsCollector = {
  kind: 'uploads',
  title: 'incomplete multipart uploads and the bytes of their parts',
  actions: ['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts'],
} as const satisfies Collector;

export type UploadMarker = { keyMarker: string; uploadIdMarker: string | null };

/** The pages of a bucket's listing from a marker on, each with the marker of the one after it; null after the last. */
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
    const { nextKeyMarker: keyMarker, nextUploadIdMarker: uploadIdMarker } = page;
    const advances = keyMarker !== marker?.keyMarker || uploadIdMarker !== marker?.uploadIdMarker;
    marker = page.isTruncated && keyMarker !== null && advances ? { keyMarker, uploadIdMarker } : null;
    yield { uploads: page.uploads, next: marker };
  } while (marker);
}
