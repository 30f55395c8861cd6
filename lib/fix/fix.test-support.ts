import { closeBoss } from '#lib/collect/queue.ts';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import type { BucketSpec } from '#lib/demo/world/organization.ts';
import { lastPartAt, partCount, uploadBytes } from '#lib/demo/world/upload.ts';
import { resetEnv } from '#lib/env.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import type { Pace } from './pace.ts';

export const account = '111122223333';
export const GIB = 2 ** 30;
const DAY_MS = 86_400_000;
/** Of the run and the snapshot that every `collect` adds to. */
const lookId = '00000000-0000-4000-8000-00000000f1f1';

/** As the real one, with shorter pauses; it waits as long for rules to be read back, where they are to come. */
export const quick: Pace = {
  beforeMs: 5,
  afterMs: 5,
  equalReads: 3,
  readBackMs: 30_000,
  propagationMs: 800,
  leaseSeconds: 20,
};

/** For rules that are never read back. */
export const hasty: Pace = { ...quick, readBackMs: 400 };

/** The time for which a process that is silent keeps its writes is over. */
export async function leasesEnd(): Promise<void> {
  for (const table of ['fix', 'starter_budget'])
    await database().pool.query(`UPDATE ${table} SET lease_until = now() - interval '1 second'`);
}

/** Rules of somebody else's, of several shapes. */
export const foreignRules: LifecycleRule[] = [
  { ID: 'expire-reports', Status: 'Enabled', Filter: { Prefix: 'reports/' }, Expiration: { Days: 400 } },
  {
    ID: 'to-colder',
    Status: 'Enabled',
    Filter: { And: { Prefix: 'data/', Tags: [{ Key: 'tier', Value: 'cold' }] } },
    Transitions: [{ Days: 60, StorageClass: 'STANDARD_IA' }],
    NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
  },
];

export type FixWorld = {
  aws: SimulatedAws;
  now: Date;
  daysAgo(days: number): Date;
  /** A bucket in AWS and in the store. */
  bucket(name: string, spec?: Partial<BucketSpec>): Promise<void>;
  /** An incomplete upload of `gib` GiB, begun so many days ago, whose last part came `quietDays` ago. */
  upload(
    bucket: string,
    key: string,
    age: { days: number; quietDays?: number; gib?: number; storageClass?: string },
  ): void;
  /** Stores what a finished collection of the bucket would. */
  collect(bucket: string): Promise<void>;
  close(): Promise<void>;
};

/** A simulated AWS with one account, its clock at noon, and an empty store that knows the account. */
export async function fixWorld({ member }: { member?: string } = {}): Promise<FixWorld> {
  const store = await testDatabase();
  const now = new Date('2026-11-23T12:00:00Z');
  const aws = await startSimulatedAws({ now });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: demoAccessKeyId,
    AWS_SECRET_ACCESS_KEY: demoSecretKey,
    AWS_REGION: 'us-east-1',
    MEMBER_ACCOUNTS: member ?? '',
  });
  resetEnv();
  if (member) aws.world.addAccount({ id: member, name: 'member' });
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { pool } = database();
  for (const id of [account, ...(member ? [member] : [])])
    await pool.query('INSERT INTO account VALUES ($1, $1, $2, $2)', [id, now]);
  // What a collection would have measured before.
  await pool.query("INSERT INTO setting VALUES ('aws-clock', $1)", [{ offsetMs: now.getTime() - Date.now() }]);
  return {
    aws,
    now,
    daysAgo,
    bucket: async (name, spec = {}) => {
      const made = aws.world.addBucket({ accountId: account, name, region: 'us-east-1', ...spec });
      await pool.query(
        'INSERT INTO bucket (account_id, name, region, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)',
        [made.accountId, name, made.region, now],
      );
    },
    upload: (bucket, key, { days, quietDays = days, gib = 1, storageClass = 'STANDARD' }) => {
      const parts = [{ number: 1, bytes: gib * GIB, lastModified: daysAgo(quietDays) }];
      aws.world.addUpload({ bucket, key, initiatedAt: daysAgo(days), storageClass, parts });
    },
    collect: (bucket) => storeListing(aws, bucket),
    close: async () => {
      await closeBoss();
      await aws.close();
      await store.drop();
      for (const name of [
        'AWS_ENDPOINT_URL',
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_REGION',
        'MEMBER_ACCOUNTS',
      ])
        delete process.env[name];
      resetEnv();
    },
  };
}

async function storeListing(aws: SimulatedAws, name: string): Promise<void> {
  const { pool } = database();
  const bucket = aws.world.bucket(name);
  const uploads = bucket?.uploads().all() ?? [];
  await pool.query('DELETE FROM upload USING bucket b WHERE b.id = bucket_id AND b.name = $1', [name]);
  await pool.query(
    `INSERT INTO upload (bucket_id, key, upload_id, initiated_at, storage_class, creator, creator_confidence, parts, bytes,
       last_part_at, size_checked_at, seen_run)
     SELECT b.id, u.key, u.upload_id, u.initiated_at, u.storage_class, 'unknown', 'low', u.parts, u.bytes, u.last_part_at, $9, 1
     FROM bucket b, unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::int[], $7::bigint[], $8::timestamptz[])
       AS u(key, upload_id, initiated_at, storage_class, parts, bytes, last_part_at) WHERE b.name = $1`,
    [
      name,
      uploads.map(({ key }) => key),
      uploads.map(({ uploadId }) => uploadId),
      uploads.map(({ initiatedAt }) => new Date(initiatedAt)),
      uploads.map(({ storageClass }) => storageClass),
      uploads.map(partCount),
      uploads.map(uploadBytes),
      uploads.map(lastPartAt),
      aws.world.clock.now(),
    ],
  );
  await pool.query(
    `WITH run AS (INSERT INTO collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at)
       VALUES ($1, '{uploads}', '{}', '{}', 'page', 'test', 'completed', $2) ON CONFLICT DO NOTHING)
     INSERT INTO snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least)
       VALUES ($1, $1, $2, 0, 0, 0, 0, false) ON CONFLICT DO NOTHING`,
    [lookId, aws.world.clock.now()],
  );
  await pool.query(
    `INSERT INTO bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, measurement, checked_at)
       SELECT $1, id, account_id, name, region, 'exact', $3 FROM bucket WHERE name = $2
     ON CONFLICT (snapshot_id, bucket_id) DO UPDATE SET measurement = 'exact', checked_at = excluded.checked_at`,
    [lookId, name, aws.world.clock.now()],
  );
}
