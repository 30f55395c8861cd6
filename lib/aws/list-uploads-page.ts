import { keyOf, keyText } from './key-text.ts';
import { lightCall } from './light-call.ts';
import { encodeRfc3986 } from './sign-get.ts';
import type { AwsTarget } from './target.ts';
import { readUploadsPage } from './uploads-xml.ts';

export type ListedUpload = {
  /** As text (key-text.ts), like every key and marker here. */
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
  const markers = keyMarker === null ? '' : `&key-marker=${encodeRfc3986(keyOf(keyMarker))}`;
  // Alone it would be ignored.
  const within =
    keyMarker === null || uploadIdMarker === null ? '' : `&upload-id-marker=${encodeRfc3986(uploadIdMarker)}`;
  const { value: page } = await lightCall({
    target,
    operation: 'ListMultipartUploads',
    bucket,
    key: '',
    query: `encoding-type=url${markers}${within}&uploads=`,
    read: (body) => readUploadsPage(body.toString('utf8')),
  });
  const decode = (key: string) => keyText(page.urlEncoded ? decodeKey(key) : key);
  return {
    uploads: page.uploads.map(({ initiated, ...upload }) => ({
      ...upload,
      key: decode(upload.key),
      initiatedAt: new Date(initiated),
    })),
    nextKeyMarker: page.nextKeyMarker === null ? null : decode(page.nextKeyMarker),
    nextUploadIdMarker: page.nextUploadIdMarker,
    isTruncated: page.isTruncated,
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
