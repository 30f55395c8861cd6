import { kmsRefusal, refusal } from '../access.ts';
import { takeError } from '../faults.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketTagging,
  getBucketVersioning,
  headBucket,
  listBuckets,
  listObjects,
  putBucketTagging,
} from './buckets.ts';
import { accessDenied, noSuchBucket, notImplemented, slowDown } from './failure.ts';
import { deleteLifecycle, getLifecycle, putLifecycle } from './lifecycle.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './parts.ts';
import { type Answer, iamActions, type Operation, type S3Request } from './request.ts';
import { listMultipartUploads } from './upload-listing.ts';

type Handler = (request: S3Request, bucket: SimulatedBucket) => Answer;

const handlers: Record<Exclude<Operation, 'ListBuckets' | 'CreateBucket' | 'Unknown'>, Handler> = {
  HeadBucket: headBucket,
  DeleteBucket: deleteBucket,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetBucketTagging: getBucketTagging,
  PutBucketTagging: putBucketTagging,
  GetBucketLifecycleConfiguration: getLifecycle,
  PutBucketLifecycleConfiguration: putLifecycle,
  DeleteBucketLifecycle: deleteLifecycle,
  ListMultipartUploads: listMultipartUploads,
  ListObjectsV2: listObjects,
  ListParts: listParts,
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
};
const onAnyRegion: Operation[] = ['GetBucketLocation', 'ListBuckets', 'CreateBucket'];

/** Answers one authenticated call. @throws ServiceFailure with what S3 would say. */
export function answerS3(request: S3Request): Answer {
  const { operation, world, faults, bucketName } = request;
  failAsPlanned(request);
  if (operation === 'Unknown') throw notImplemented('Operation');
  const bucket = bucketName ? world.bucket(bucketName) : undefined;
  if (operation === 'ListBuckets' || operation === 'CreateBucket') {
    refuse(request, null);
    return operation === 'ListBuckets' ? listBuckets(request) : createBucket(request);
  }
  if (!bucket || hasVanished(request)) throw noSuchBucket(bucketName);
  if (faults.profile === 'aws') {
    checkRegion(request, bucket);
    const expected = request.headers['x-amz-expected-bucket-owner'];
    if (expected !== undefined && expected !== bucket.accountId) throw accessDenied();
    refuse(request, bucket);
  }
  return handlers[operation](request, bucket);
}

function failAsPlanned(request: S3Request): void {
  const { faults, operation } = request;
  if (faults.expiredToken)
    throw new ServiceFailure({ status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' });
  if (faults.slowDownRate > 0 && faults.random.next() < faults.slowDownRate) throw slowDown();
  const planned = takeError(faults, { operation, bucket: request.bucketName || null });
  if (!planned) return;
  const { status, code, message = `Planned for this test: ${code}` } = planned;
  throw new ServiceFailure({ status, code, message });
}

/** S3 sends a request for a bucket elsewhere away, and says where it lives. */
function checkRegion(request: S3Request, bucket: SimulatedBucket): void {
  if (request.region === bucket.region || onAnyRegion.includes(request.operation)) return;
  const headers = { 'x-amz-bucket-region': bucket.region };
  const isRegion = /^[a-z]{2}(-[a-z]+)+-\d$/.test(request.region);
  if (request.faults.wrongRegion === 'malformed' || !isRegion)
    throw new ServiceFailure({
      status: 400,
      code: 'AuthorizationHeaderMalformed',
      message: `The authorization header is malformed; the region '${request.region}' is wrong; expecting '${bucket.region}'`,
      extra: { Region: bucket.region },
      headers,
    });
  throw new ServiceFailure({
    status: 301,
    code: 'PermanentRedirect',
    message:
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    extra: { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    headers,
  });
}

function refuse(request: S3Request, bucket: SimulatedBucket | null): void {
  const { caller, faults, operation, key } = request;
  const action = iamActions[operation];
  const resource = `arn:aws:s3:::${bucket ? bucket.name : '*'}${key ? `/${key}` : ''}`;
  const failure = refusal({ caller, faults, target: { action, resource, bucket } });
  if (failure) throw failure;
  if (operation !== 'ListParts' || !bucket) return;
  const { kmsDenied } = faults;
  const isLocked = typeof kmsDenied === 'boolean' ? kmsDenied : kmsDenied.includes(bucket.name);
  const lockedKey =
    bucket.lockedKmsKey ?? (isLocked ? `arn:aws:kms:${bucket.region}:${bucket.accountId}:key/test` : undefined);
  if (lockedKey) throw kmsRefusal(caller, lockedKey);
}

function hasVanished({ faults, world, bucketName }: S3Request): boolean {
  const { vanishBucket } = faults;
  if (vanishBucket?.bucket !== bucketName) return false;
  // The count already has this request in it.
  const pages = world.requestsOf(bucketName).ListMultipartUploads ?? 0;
  return pages > vanishBucket.afterPages;
}
