import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../caller.ts';
import type { Faults } from '../faults.ts';
import type { World } from '../world/world.ts';

/** One S3 call as the handlers see it. */
export type S3Request = {
  operation: Operation;
  world: World;
  faults: Faults;
  caller: Caller;
  /** Region of the signature. */
  region: string;
  bucketName: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Empty for UploadPart, whose bytes are only counted. */
  body: string;
  bodyBytes: number;
};

export type Answer = { status: number; headers?: Record<string, string>; body?: string };

export type Operation =
  | 'ListBuckets'
  | 'HeadBucket'
  | 'CreateBucket'
  | 'DeleteBucket'
  | 'GetBucketLocation'
  | 'GetBucketVersioning'
  | 'GetBucketTagging'
  | 'PutBucketTagging'
  | 'GetBucketLifecycleConfiguration'
  | 'PutBucketLifecycleConfiguration'
  | 'DeleteBucketLifecycle'
  | 'ListMultipartUploads'
  | 'ListObjectsV2'
  | 'ListParts'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'Unknown';

const onBucket: Record<string, Record<string, Operation>> = {
  location: { GET: 'GetBucketLocation' },
  versioning: { GET: 'GetBucketVersioning' },
  tagging: { GET: 'GetBucketTagging', PUT: 'PutBucketTagging' },
  lifecycle: {
    GET: 'GetBucketLifecycleConfiguration',
    PUT: 'PutBucketLifecycleConfiguration',
    DELETE: 'DeleteBucketLifecycle',
  },
  uploads: { GET: 'ListMultipartUploads' },
  'list-type': { GET: 'ListObjectsV2' },
};
const plainBucket: Record<string, Operation> = { HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' };
const onUpload: Record<string, Operation> = {
  GET: 'ListParts',
  PUT: 'UploadPart',
  POST: 'CompleteMultipartUpload',
  DELETE: 'AbortMultipartUpload',
};

export function operationOf(call: { method: string; bucket: string; key: string; query: URLSearchParams }): Operation {
  const { method, query } = call;
  if (!call.bucket) return method === 'GET' ? 'ListBuckets' : 'Unknown';
  if (call.key) {
    if (query.has('uploads')) return method === 'POST' ? 'CreateMultipartUpload' : 'Unknown';
    return query.has('uploadId') ? (onUpload[method] ?? 'Unknown') : 'Unknown';
  }
  const subresource = Object.keys(onBucket).find((name) => query.has(name));
  if (subresource) return onBucket[subresource]?.[method] ?? 'Unknown';
  const others = [...query.keys()].filter((name) => name !== 'x-id');
  return others.length === 0 ? (plainBucket[method] ?? 'Unknown') : 'Unknown';
}

/** The IAM action that each operation needs. */
export const iamActions: Record<Operation, string> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  CreateBucket: 's3:CreateBucket',
  DeleteBucket: 's3:DeleteBucket',
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketVersioning: 's3:GetBucketVersioning',
  GetBucketTagging: 's3:GetBucketTagging',
  PutBucketTagging: 's3:PutBucketTagging',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
  DeleteBucketLifecycle: 's3:PutLifecycleConfiguration',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListObjectsV2: 's3:ListBucket',
  ListParts: 's3:ListMultipartUploadParts',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  Unknown: 's3:Unknown',
};
