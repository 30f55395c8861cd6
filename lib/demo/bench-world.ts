import { DAY_MS } from '#lib/waste/age.ts';
import { randomOf } from './random.ts';
import type { BucketSpec, Organization } from './world/organization.ts';
import type { UploadSpec } from './world/upload.ts';

const MIB = 2 ** 20;
const accountId = '111122223333';
const regions = ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-northeast-2', 'ap-southeast-1'] as const;

/** How much there is to scan; parts are those of each upload. */
export type BenchSize = { buckets: number; uploads: number; parts: number };

/** 200 buckets, 20,000 uploads, 860,000 parts. */
export const benchSize: BenchSize = { buckets: 200, uploads: 20_000, parts: 43 };

/** An organization of one account and any size: `uploads` in all, spread evenly, each bucket's made when it is read. */
export function benchOrganization(size: BenchSize = benchSize): (birth: { now: Date }) => Organization {
  return ({ now }) => ({
    managementAccountId: accountId,
    accounts: [{ id: accountId, name: 'bench' }],
    buckets: Array.from({ length: size.buckets }, (_, index) => benchBucket(index, size, now)),
  });
}

function benchBucket(index: number, size: BenchSize, now: Date): BucketSpec {
  const share = Math.floor(size.uploads / size.buckets) + (index < size.uploads % size.buckets ? 1 : 0);
  return {
    accountId,
    name: `bench-${String(index).padStart(5, '0')}`,
    region: regions[index % regions.length] ?? regions[0],
    createdAt: new Date(now.getTime() - 400 * DAY_MS),
    uploads: () => benchUploads({ index, count: share, parts: size.parts, now }),
  };
}

function* benchUploads(of: { index: number; count: number; parts: number; now: Date }): Iterable<UploadSpec> {
  const random = randomOf('bench', of.index);
  const initiator = `arn:aws:sts::${accountId}:assumed-role/bench/uploader`;
  for (let nth = 0; nth < of.count; nth++) {
    const initiatedAt = new Date(of.now.getTime() - random.integer(8, 300) * DAY_MS);
    yield {
      key: `load/${String(nth).padStart(8, '0')}.bin`,
      initiatedAt,
      initiator,
      parts: {
        count: of.parts,
        partBytes: 8 * MIB,
        lastBytes: random.integer(1, 8 * MIB),
        firstAt: initiatedAt,
        everyMs: 1000,
      },
    };
  }
}
