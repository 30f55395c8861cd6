import { canonicalId } from '../caller.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import type { SimulatedUpload } from '../world/upload.ts';
import { keyWriter, pageLimit, s3Time } from './paging.ts';
import type { Answer, S3Request } from './request.ts';
import { s3Document, tag } from './xml.ts';

const MAX_UPLOADS = 1000;

type Page = {
  uploads: SimulatedUpload[];
  commonPrefixes: string[];
  /** Markers of the last entry when there is more. */
  next: { key: string; uploadId: string } | null;
};

/** ListMultipartUploads: one page in order of key and initiation, grouped by delimiter where asked. */
export function listMultipartUploads(request: S3Request, bucket: SimulatedBucket): Answer {
  const { query } = request;
  const limit = pageLimit(query, { name: 'max-uploads', most: MAX_UPLOADS, least: 1 });
  const keyOf = keyWriter(query);
  const asked = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('key-marker') ?? '',
    uploadIdMarker: query.get('upload-id-marker') ?? '',
  };
  const page = pageOf(bucket, { ...asked, limit });
  const element = (name: string, value: string) => `<${name}>${keyOf(value)}</${name}>`;
  const isMinimal = request.faults.profile === 'minimal';
  const owner = isMinimal ? '' : `<Owner><ID>${canonicalId(bucket.accountId)}</ID></Owner>`;
  const uploads = page.uploads.map(
    (upload) =>
      `<Upload>${element('Key', upload.key)}${tag('UploadId', upload.uploadId)}${isMinimal ? '' : `<Initiator>${tag('ID', upload.initiator)}</Initiator>`}${owner}${tag('StorageClass', upload.storageClass)}<Initiated>${s3Time(upload.initiatedAt)}</Initiated></Upload>`,
  );
  const groups = page.commonPrefixes.map((prefix) => `<CommonPrefixes>${element('Prefix', prefix)}</CommonPrefixes>`);
  const head = [
    tag('Bucket', bucket.name),
    element('KeyMarker', asked.keyMarker),
    tag('UploadIdMarker', asked.uploadIdMarker),
    page.next ? element('NextKeyMarker', page.next.key) + tag('NextUploadIdMarker', page.next.uploadId) : '',
    query.has('prefix') ? element('Prefix', asked.prefix) : '',
    asked.delimiter ? element('Delimiter', asked.delimiter) : '',
    tag('EncodingType', query.get('encoding-type')),
    tag('MaxUploads', limit),
    tag('IsTruncated', page.next !== null),
  ];
  return {
    status: 200,
    body: s3Document('ListMultipartUploadsResult', [...head, ...uploads, ...groups].join('')),
  };
}

function pageOf(
  bucket: SimulatedBucket,
  asked: { prefix: string; delimiter: string; keyMarker: string; uploadIdMarker: string; limit: number },
): Page {
  const list = bucket.uploads();
  const { prefix, delimiter, limit } = asked;
  const page: Page = { uploads: [], commonPrefixes: [], next: null };
  const marker = { key: asked.keyMarker, uploadId: asked.uploadIdMarker };
  const first = asked.keyMarker ? list.indexAfter(marker) : 0;
  let index = Math.max(first, prefix ? list.indexOfKey(prefix) : 0);
  for (; ; index++) {
    const upload = list.at(index);
    if (!upload?.key.startsWith(prefix)) return { ...page, next: null };
    const cut = delimiter ? upload.key.indexOf(delimiter, prefix.length) : -1;
    const group = cut < 0 ? null : upload.key.slice(0, cut + delimiter.length);
    // A group that the last page ended with is over, whatever is left of it.
    if (group !== null && (group === page.commonPrefixes.at(-1) || group === asked.keyMarker)) continue;
    if (page.uploads.length + page.commonPrefixes.length === limit) return page;
    if (group === null) page.uploads.push(upload);
    else page.commonPrefixes.push(group);
    page.next = group === null ? { key: upload.key, uploadId: upload.uploadId } : { key: group, uploadId: '' };
  }
}
