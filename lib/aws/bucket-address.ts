import type { S3Client } from '@aws-sdk/client-s3';
import { s3Client } from './clients.ts';
import { type CredentialSource, credentialsFor } from './credentials.ts';
import { s3Endpoint } from './endpoint.ts';
import { type LightPool, lightPool } from './light-get.ts';
import { expectedOwner } from './send.ts';
import type { AwsTarget } from './target.ts';

/** Where and how to ask for a bucket without the SDK, as the SDK's own endpoint rules say. */
export type BucketAddress = {
  pool: LightPool;
  host: string;
  /** Path before the key; with path-style addresses it names the bucket. */
  basePath: string;
  region: string;
  credentials: CredentialSource;
  expectedBucketOwner: string | undefined;
  /** Follows a redirect to the region where the bucket really is. */
  moveTo(region: string): Promise<void>;
};

/** The addresses of this many buckets are kept a target; then they are worked out again. */
const KEPT = 20_000;
const kept = new WeakMap<AwsTarget, Map<string, Promise<BucketAddress>>>();

/** @throws AppError when there are no credentials for the account */
export function bucketAddress({ target, bucket }: { target: AwsTarget; bucket: string }): Promise<BucketAddress> {
  let addresses = kept.get(target);
  if (!addresses || addresses.size >= KEPT) {
    addresses = new Map();
    kept.set(target, addresses);
  }
  const known = addresses.get(bucket);
  if (known) return known;
  const made = makeAddress({ target, bucket });
  addresses.set(bucket, made);
  made.catch(() => addresses.delete(bucket));
  return made;
}

async function makeAddress({ target, bucket }: { target: AwsTarget; bucket: string }): Promise<BucketAddress> {
  const { accountId, power, as } = target;
  const whose = { accountId, power, ...(as && { as }) };
  const [owner, credentials] = await Promise.all([expectedOwner(target), credentialsFor(whose)]);
  const place = async (region: string) => ({
    region,
    ...urlOf({ client: await s3Client({ ...whose, region }), bucket, region }),
  });
  const address: BucketAddress = {
    ...(await place(target.region)),
    credentials,
    expectedBucketOwner: owner.ExpectedBucketOwner,
    async moveTo(region) {
      Object.assign(address, await place(region));
    },
  };
  return address;
}

function urlOf({ client, bucket, region }: { client: S3Client; bucket: string; region: string }) {
  const endpoint = s3Endpoint();
  const { url } = client.config.endpointProvider({
    Bucket: bucket,
    Region: region,
    UseFIPS: false,
    UseDualStack: false,
    ...(endpoint && { Endpoint: endpoint, ForcePathStyle: true }),
  });
  return { pool: lightPool(url.origin), host: url.host, basePath: url.pathname.replace(/\/$/, '') };
}
