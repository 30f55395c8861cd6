import { canonicalId } from '../caller.ts';
import { randomOf } from '../random.ts';
import { abortDate, abortRuleFor, type SimulatedBucket } from '../world/bucket.ts';
import { partCount, partsAfter, type SimulatedUpload } from '../world/upload.ts';
import { invalidArgument, malformedXml, noSuchUpload } from './failure.ts';
import { pageLimit, s3Time } from './paging.ts';
import type { Answer, S3Request } from './request.ts';
import { s3Document, tag } from './xml.ts';

const MAX_PARTS = 1000;
const MAX_PART_NUMBER = 10_000;

/** ListParts. Like S3 it names a next marker also on the last page: only IsTruncated tells the end. */
export function listParts(request: S3Request, bucket: SimulatedBucket): Answer {
  const upload = uploadOf(request, bucket);
  const limit = pageLimit(request.query, { name: 'max-parts', most: MAX_PARTS });
  const marker = pageLimit(request.query, { name: 'part-number-marker', most: 2_147_483_647 });
  const start = request.query.has('part-number-marker') ? marker : 0;
  const found = partsAfter(upload, { marker: start, limit: limit + 1 });
  const isTruncated = found.length > limit;
  if (isTruncated) found.length = limit;
  let parts = '';
  for (const part of found)
    parts += `<Part><PartNumber>${part.number}</PartNumber><LastModified>${s3Time(part.lastModified)}</LastModified><ETag>&quot;${etagOf(part)}&quot;</ETag><Size>${part.bytes}</Size></Part>`;
  const isMinimal = request.faults.profile === 'minimal';
  const people = isMinimal
    ? ''
    : `<Initiator>${tag('ID', upload.initiator)}</Initiator><Owner><ID>${canonicalId(bucket.accountId)}</ID></Owner>`;
  const content = `${tag('Bucket', bucket.name)}${tag('Key', upload.key)}${tag('UploadId', upload.uploadId)}${people}${tag('StorageClass', upload.storageClass)}${tag('PartNumberMarker', start)}${tag('NextPartNumberMarker', found.at(-1)?.number ?? 0)}${tag('MaxParts', limit)}${tag('IsTruncated', isTruncated)}${parts}`;
  return {
    status: 200,
    body: s3Document('ListPartsResult', content),
    headers: isMinimal ? {} : abortHeaders(bucket, upload),
  };
}

/** CreateMultipartUpload. */
export function createMultipartUpload(request: S3Request, bucket: SimulatedBucket): Answer {
  const { world, key, caller } = request;
  const storageClass = String(request.headers['x-amz-storage-class'] ?? 'STANDARD');
  const at = world.clock.now().getTime();
  const uploadId = `${at.toString(36).padStart(9, '0')}_${crypto.randomUUID().replaceAll('-', '')}`;
  world.apply({ type: 'upload', bucket: bucket.name, key, uploadId, storageClass, initiator: caller.arn });
  const content = tag('Bucket', bucket.name) + tag('Key', key) + tag('UploadId', uploadId);
  return { status: 200, body: s3Document('InitiateMultipartUploadResult', content) };
}

/** UploadPart: only the number of bytes is kept. */
export function uploadPart(request: S3Request, bucket: SimulatedBucket): Answer {
  const upload = uploadOf(request, bucket);
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER)
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', {
      ArgumentName: 'partNumber',
      ArgumentValue: request.query.get('partNumber') ?? '',
    });
  const decoded = request.headers['x-amz-decoded-content-length'];
  const bytes = decoded === undefined ? request.bodyBytes : Number(decoded);
  const { key, uploadId } = upload;
  request.world.apply({ type: 'part', bucket: bucket.name, key, uploadId, number, bytes });
  return { status: 200, headers: { ETag: `"${etagOf({ number })}"` } };
}

/** CompleteMultipartUpload: the upload is gone; objects are not kept. */
export function completeMultipartUpload(request: S3Request, bucket: SimulatedBucket): Answer {
  const upload = uploadOf(request, bucket);
  if (partCount(upload) === 0) throw malformedXml();
  request.world.apply({ type: 'uploadGone', bucket: bucket.name, key: upload.key, uploadId: upload.uploadId });
  const content = tag('Bucket', bucket.name) + tag('Key', upload.key) + tag('ETag', '"00000000-1"');
  return { status: 200, body: s3Document('CompleteMultipartUploadResult', content) };
}

/** AbortMultipartUpload. */
export function abortMultipartUpload(request: S3Request, bucket: SimulatedBucket): Answer {
  const { key, uploadId } = uploadOf(request, bucket);
  request.world.apply({ type: 'uploadGone', bucket: bucket.name, key, uploadId });
  return { status: 204 };
}

function uploadOf(request: S3Request, bucket: SimulatedBucket): SimulatedUpload {
  const uploadId = request.query.get('uploadId') ?? '';
  const upload = bucket.uploads().find(request.key, uploadId);
  if (!upload) throw noSuchUpload(uploadId);
  return upload;
}

function abortHeaders(bucket: SimulatedBucket, upload: SimulatedUpload): Record<string, string> {
  const rule = abortRuleFor(bucket, upload.key);
  if (!rule) return {};
  return {
    'x-amz-abort-date': new Date(abortDate(upload.initiatedAt, rule.days)).toUTCString(),
    'x-amz-abort-rule-id': encodeURIComponent(rule.id),
  };
}

const etags: string[] = [];

/** Not the MD5 of anything, but one a part number, as clients expect. */
function etagOf(part: { number: number }): string {
  const known = etags[part.number];
  if (known !== undefined) return known;
  const made = randomOf('etag', part.number).hex(32);
  etags[part.number] = made;
  return made;
}
