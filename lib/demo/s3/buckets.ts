import { canonicalId } from '../caller.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import { invalidArgument, malformedXml, notImplemented } from './failure.ts';
import { parseTagging } from './lifecycle-xml.ts';
import { pageLimit, s3Time } from './paging.ts';
import type { Answer, S3Request } from './request.ts';
import { childOf, parseXml, s3Document, tag } from './xml.ts';

/** ListBuckets of the caller's account. BucketRegion is told only when a parameter is given, as on S3. */
export function listBuckets(request: S3Request): Answer {
  const { query, world, caller, faults } = request;
  const isMinimal = faults.profile === 'minimal';
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region');
  if (region !== null && region !== request.region)
    throw invalidArgument(`Argument value ${region} is not a valid AWS Region for this endpoint`, {
      ArgumentName: 'bucket-region',
    });
  const own = world
    .buckets()
    .filter((bucket) => bucket.accountId === caller.accountId)
    .filter((bucket) => bucket.name.startsWith(prefix) && (region === null || bucket.region === region))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const limit = pageLimit(query, { name: 'max-buckets', most: 10_000, least: 1 });
  const token = query.get('continuation-token');
  const after = token === null ? '' : tokenName(token);
  const rest = isMinimal ? own : own.filter((bucket) => bucket.name > after);
  const page = isMinimal ? rest : rest.slice(0, limit);
  const hasParameter = ['max-buckets', 'prefix', 'bucket-region', 'continuation-token'].some((name) => query.has(name));
  const showRegion = hasParameter && !isMinimal;
  const items = page.map(
    (bucket) =>
      `<Bucket>${tag('Name', bucket.name)}<CreationDate>${s3Time(bucket.createdAt)}</CreationDate>${showRegion ? tag('BucketRegion', bucket.region) + tag('BucketArn', `arn:aws:s3:::${bucket.name}`) : ''}</Bucket>`,
  );
  const last = page.at(-1)?.name ?? '';
  const next =
    page.length < rest.length ? tag('ContinuationToken', Buffer.from(`name:${last}`).toString('base64')) : '';
  const owner = `<Owner><ID>${canonicalId(caller.accountId)}</ID></Owner>`;
  return {
    status: 200,
    body: s3Document(
      'ListAllMyBucketsResult',
      `${owner}<Buckets>${items.join('')}</Buckets>${next}${query.has('prefix') ? tag('Prefix', prefix) : ''}`,
    ),
  };
}

/** HeadBucket: its answer is the header that every S3 answer about a bucket carries. */
export function headBucket(request: S3Request, bucket: SimulatedBucket): Answer {
  if (request.faults.profile === 'minimal') return { status: 200 };
  return { status: 200, headers: { 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' } };
}

/** GetBucketLocation with its two relics: us-east-1 is empty, and old buckets of eu-west-1 may say EU. */
export function getBucketLocation(request: S3Request, bucket: SimulatedBucket): Answer {
  if (request.faults.profile === 'minimal') throw notImplemented('location');
  return { status: 200, body: s3Document('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region) };
}

export function getBucketVersioning(request: S3Request, bucket: SimulatedBucket): Answer {
  if (request.faults.profile === 'minimal') throw notImplemented('versioning');
  const mfa = bucket.mfaDelete === undefined ? '' : tag('MfaDelete', bucket.mfaDelete ? 'Enabled' : 'Disabled');
  return { status: 200, body: s3Document('VersioningConfiguration', tag('Status', bucket.versioning) + mfa) };
}

export function getBucketTagging(request: S3Request, bucket: SimulatedBucket): Answer {
  if (request.faults.profile === 'minimal') throw notImplemented('tagging');
  const tags = Object.entries(bucket.tags);
  if (tags.length === 0)
    throw new ServiceFailure({
      status: 404,
      code: 'NoSuchTagSet',
      message: 'The TagSet does not exist',
      extra: { BucketName: bucket.name },
    });
  const items = tags.map(([key, value]) => `<Tag>${tag('Key', key)}${tag('Value', value)}</Tag>`);
  return { status: 200, body: s3Document('Tagging', `<TagSet>${items.join('')}</TagSet>`) };
}

export function putBucketTagging(request: S3Request, bucket: SimulatedBucket): Answer {
  const tags = parseTagging(request.body);
  if (!tags) throw malformedXml();
  request.world.apply({ type: 'tags', bucket: bucket.name, tags });
  return { status: 204 };
}

export function createBucket(request: S3Request): Answer {
  const { world, bucketName, caller } = request;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName))
    throw new ServiceFailure({
      status: 400,
      code: 'InvalidBucketName',
      message: 'The specified bucket is not valid.',
      extra: { BucketName: bucketName },
    });
  const existing = world.bucket(bucketName);
  if (existing)
    throw new ServiceFailure({
      status: 409,
      code: existing.accountId === caller.accountId ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists',
      message: 'The requested bucket name is not available.',
      extra: { BucketName: bucketName },
    });
  const root = request.body ? parseXml(request.body) : null;
  const region = (root && childOf(root, 'LocationConstraint')?.text) || 'us-east-1';
  world.apply({ type: 'bucket', accountId: caller.accountId, bucket: bucketName, region });
  return { status: 200, headers: { Location: `/${bucketName}` } };
}

export function deleteBucket(request: S3Request, bucket: SimulatedBucket): Answer {
  request.world.apply({ type: 'bucketGone', bucket: bucket.name });
  return { status: 204 };
}

/** ListObjectsV2: incomplete uploads are in no listing, and this AWS keeps no objects. */
export function listObjects(_request: S3Request, bucket: SimulatedBucket): Answer {
  const content = `${tag('Name', bucket.name)}<Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`;
  return { status: 200, body: s3Document('ListBucketResult', content) };
}

function tokenName(token: string): string {
  const name = Buffer.from(token, 'base64').toString('utf8');
  if (name.startsWith('name:')) return name.slice('name:'.length);
  throw invalidArgument('The continuation token provided is incorrect', { ArgumentName: 'continuation-token' });
}
