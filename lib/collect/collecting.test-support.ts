import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { forgetOffset } from '#lib/aws/clock.ts';
import { memoryOf } from '#lib/aws/memory.ts';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import type { Organization } from '#lib/demo/world/organization.ts';
import { resetEnv } from '#lib/env.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { bucketKinds } from './kinds.ts';
import { collectProgress, type Progress } from './progress.ts';
import { closeBoss } from './queue.ts';
import { type CollectRequest, requestAnswer } from './request.ts';
import { startWorker, type Worker } from './worker.ts';

export const account = '111122223333';
export const member = '444455556666';
export const day = 86_400_000;

export type Lab = {
  aws: SimulatedAws;
  databaseUrl: string;
  worker: Worker;
  /** What a child process needs to work on the same run. */
  environment: Record<string, string>;
  close(): Promise<void>;
};

/** A simulated AWS, a database and a worker of this test's own. */
export async function openLab({
  environment = {},
  organization,
  works = true,
}: {
  environment?: Record<string, string>;
  organization?: Organization;
  works?: boolean;
} = {}): Promise<Lab> {
  const aws = await startSimulatedAws({ ...(organization && { organization }) });
  aws.faults.verifySignatures = true;
  const { url, drop } = await testDatabase();
  const all = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: demoAccessKeyId,
    AWS_SECRET_ACCESS_KEY: demoSecretKey,
    AWS_REGION: 'us-east-1',
    // The accounts are those that a test names.
    ORGANIZATION: 'off',
    DATABASE_URL: url,
    ...environment,
  };
  const before = setEnvironment(all);
  const worker = works ? await startWorker({ fixPolicy, onError: (error) => errors.push(error) }) : idle;
  return {
    aws,
    databaseUrl: url,
    worker,
    environment: all,
    async close() {
      await worker.stop();
      await closeBoss();
      await drop();
      await aws.close();
      setEnvironment(before);
    },
  };
}

/** What workers of this test complained of; a passing test leaves it empty. */
export const errors: unknown[] = [];
const idle: Worker = { stop: async () => undefined };

function setEnvironment(values: Record<string, string | undefined>): Record<string, string | undefined> {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
  memoryOf.forget();
  forgetOffset();
  return before;
}

/** Collects, by default what is read of buckets, and waits for the end. */
export async function collect(request: Partial<CollectRequest> = {}): Promise<Progress> {
  const { runId } = await requestAnswer({ kinds: [...bucketKinds], trigger: 'api', actor: 'test', ...request });
  return ended(runId);
}

export async function ended(runId: string, within = 100_000): Promise<Progress> {
  for (const start = Date.now(); Date.now() - start < within; await sleep(25)) {
    const progress = await collectProgress(runId);
    if (progress?.status === 'completed' || progress?.status === 'failed') return progress;
  }
  throw new Error(`The run did not end: ${JSON.stringify(await collectProgress(runId))}`);
}

export type Row = {
  name: string;
  accountId: string;
  region: string;
  uploads: number | null;
  bytes: number | null;
  bytesLow: number | null;
  bytesHigh: number | null;
  older: number | null;
  monthlyUsd: number | null;
  coverage: string | null;
  abortAfterDays: number | null;
  uncovered: number | null;
  measurement: string;
  problem: string | null;
  checkedAt: Date | null;
};

/** The buckets of the newest snapshot by name. */
export async function snapshot(): Promise<Record<string, Row>> {
  const { rows } = await database().pool.query<Row>(
    `select name, account_id as "accountId", region, uploads, bytes::float8 as bytes, bytes_low::float8 as "bytesLow",
       bytes_high::float8 as "bytesHigh", bytes_older_than_7_days::float8 as older, monthly_usd::float8 as "monthlyUsd",
       coverage, abort_after_days as "abortAfterDays", uncovered_bytes::float8 as uncovered, measurement, problem, checked_at as "checkedAt"
     from bucket_snapshot where snapshot_id = (select id from snapshot order by seq desc limit 1) order by name`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

/** The one row of that name. */
export async function row(name: string): Promise<Row> {
  const found = (await snapshot())[name];
  if (!found) throw new Error(`The snapshot has no bucket ${name}.`);
  return found;
}

export async function totals(): Promise<{
  buckets: number;
  uploads: number;
  bytes: number;
  usd: number;
  atLeast: boolean;
}> {
  const { rows } = await database().pool.query(
    'select buckets, uploads, bytes::float8 as bytes, monthly_usd::float8 as usd, at_least as "atLeast" from snapshot order by seq desc limit 1',
  );
  return rows[0];
}

/** Buckets of the ambient account, each with `count` uploads. */
export function addBuckets(aws: SimulatedAws, names: readonly string[], region = 'us-east-1', count = 5): void {
  for (const name of names) {
    aws.world.addBucket({ accountId: account, name, region });
    addUploads(aws, { bucket: name, count });
  }
}

/** Whether these buckets of the ambient account are known exactly as they are. */
export async function expectTruth(aws: SimulatedAws, names: readonly string[]): Promise<void> {
  for (const name of names)
    expect(await row(name)).toMatchObject({ ...aws.world.truth(account, name), measurement: 'exact' });
}

/** Fills a bucket with uploads of `parts` parts each, begun `ageDays` ago. */
export function addUploads(
  aws: SimulatedAws,
  {
    bucket,
    count,
    ageDays = 20,
    parts = 3,
    partBytes = (index: number) => 5_000_000 + index * 1_111,
    prefix = 'up/',
    storageClass = 'STANDARD',
  }: {
    bucket: string;
    count: number;
    ageDays?: number;
    parts?: number;
    partBytes?: (index: number) => number;
    prefix?: string;
    storageClass?: string;
  },
): void {
  const initiatedAt = new Date(aws.world.clock.now().getTime() - ageDays * day);
  for (let index = 0; index < count; index += 1) {
    const bytes = partBytes(index);
    aws.world.addUpload({
      bucket,
      key: `${prefix}${String(index).padStart(6, '0')}.bin`,
      initiatedAt,
      storageClass,
      parts: { count: parts, partBytes: bytes, lastBytes: Math.ceil(bytes / 3), firstAt: initiatedAt, everyMs: 1000 },
    });
  }
}
