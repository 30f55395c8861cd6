import { randomUUID } from 'node:crypto';
import { requestUsd } from '#lib/money/request-price.ts';
import { database } from '#lib/store/database.ts';
import { transaction } from '#lib/store/transaction.ts';
import { fixRows } from './past/fix-rows.ts';
import { type PastBucketDay, pastDays } from './past/past-days.ts';
import { type PastFix, pastFixes } from './past/past-fixes.ts';
import { isActive } from './world/account.ts';
import type { World } from './world/world.ts';

const RUN_MS = 40_000;
/** Days whose snapshot is kept with every bucket; before, only the daily figures are. */
const SNAPSHOT_DAYS = 14;

type Client = Parameters<Parameters<typeof transaction>[0]>[0];
type Row = Record<string, unknown>;

/**
 * Writes what `days` days of collections would have left in the store: accounts, buckets, daily figures, the snapshots
 * of the last two weeks and two fixes that worked. All or nothing, and nothing when the store has a snapshot already.
 */
export async function seedHistory({ world, days }: { world: World; days: number }): Promise<void> {
  const { rows } = await database().pool.query('SELECT FROM snapshot LIMIT 1');
  if (rows.length > 0) return;
  const fixes = pastFixes(world);
  const past = pastDays({ world, fixes, days, whole: SNAPSHOT_DAYS });
  await transaction(async (client) => {
    await insertAccounts(client, world, past);
    const ids = await insertBuckets(client, world, past);
    await insertDays(client, past, ids);
    for (const day of past.slice(-SNAPSHOT_DAYS)) await insertSnapshot(client, day, ids);
    for (const fix of fixes) await insertFix(client, { fix, world, bucketId: idOf(ids, fix) });
  });
}

async function insertAccounts(client: Client, world: World, past: PastBucketDay[][]): Promise<void> {
  const [first, last] = ends(past);
  await insertRows(client, {
    table: 'account',
    types: 'id text, name text, first_seen_at timestamptz, last_seen_at timestamptz',
    rows: world
      .accounts()
      .filter(isActive)
      .map(({ id, name }) => ({ id, name, first_seen_at: first, last_seen_at: last })),
    conflict: 'ON CONFLICT DO NOTHING',
  });
}

/** @returns bucket ids by `account/name` */
async function insertBuckets(client: Client, world: World, past: PastBucketDay[][]): Promise<Map<string, number>> {
  const [first, last] = ends(past);
  const seen = new Set((past.at(-1) ?? []).map(({ bucket }) => bucket));
  const buckets = world.buckets().filter(({ name }) => seen.has(name));
  await insertRows(client, {
    table: 'bucket',
    types:
      'account_id text, name text, region text, created_at timestamptz, first_seen_at timestamptz, last_seen_at timestamptz, lifecycle jsonb, lifecycle_read_at timestamptz',
    rows: buckets.map(({ accountId, name, region, createdAt, lifecycle, denied = [] }) => {
      const isHidden = denied.some(({ action }) => action === 's3:*' || action === 's3:GetLifecycleConfiguration');
      return {
        account_id: accountId,
        name,
        region,
        created_at: createdAt,
        first_seen_at: new Date(Math.max(first.getTime(), createdAt.getTime())),
        last_seen_at: last,
        lifecycle: isHidden ? null : lifecycle,
        lifecycle_read_at: isHidden ? null : last,
      };
    }),
    conflict: 'ON CONFLICT DO NOTHING',
  });
  const { rows } = await client.query<{ id: number; place: string }>(
    `SELECT id, account_id || '/' || name AS place FROM bucket`,
  );
  return new Map(rows.map(({ id, place }) => [place, id]));
}

async function insertDays(client: Client, past: PastBucketDay[][], ids: Map<string, number>): Promise<void> {
  const all = past.flat();
  await insertRows(client, {
    table: 'bucket_day',
    types: 'bucket_id int, day date, uploads int, bytes bigint, monthly_usd numeric, coverage text, measurement text',
    rows: all.map((each) => ({
      bucket_id: idOf(ids, each),
      day: dayOf(each.at),
      uploads: each.uploads,
      bytes: each.bytes,
      monthly_usd: each.monthlyUsd,
      coverage: each.coverage,
      measurement: each.measurement,
    })),
  });
  const accounts = Map.groupBy(all, (each) => `${dayOf(each.at)} ${each.accountId}`);
  await insertRows(client, {
    table: 'account_day',
    types:
      'day date, account_id text, buckets int, protected int, unreadable int, uploads int, bytes bigint, monthly_usd numeric',
    rows: [...accounts].map(([name, buckets]) => ({
      day: name.slice(0, 10),
      account_id: name.slice(11),
      buckets: buckets.length,
      protected: buckets.filter(({ coverage }) => coverage === 'full').length,
      unreadable: buckets.filter(({ measurement }) => measurement !== 'exact').length,
      ...totalsOf(buckets),
    })),
  });
}

async function insertSnapshot(client: Client, day: PastBucketDay[], ids: Map<string, number>): Promise<void> {
  const [runId, snapshotId] = [randomUUID(), randomUUID()];
  const takenAt = day[0]?.at ?? new Date();
  const startedAt = new Date(takenAt.getTime() - RUN_MS);
  const isPartial = day.some(({ measurement }) => measurement !== 'exact');
  await client.query(
    `INSERT INTO collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, partial, created_at, started_at, finished_at)
     VALUES ($1, '{uploads,lifecycle}', '{}', '{}', 'demo', 'schedule', 'completed', $2, $3, $3, $4)`,
    [runId, isPartial, startedAt, takenAt],
  );
  await insertRows(client, {
    table: 'run_call',
    types: 'run_id uuid, operation text, calls int, usd numeric',
    rows: callsOf(day).map(([operation, calls]) => ({
      run_id: runId,
      operation,
      calls,
      usd: calls * requestUsd(operation),
    })),
  });
  const { uploads, bytes, monthly_usd } = totalsOf(day);
  await client.query(
    `INSERT INTO snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [snapshotId, runId, takenAt, day.length, uploads, bytes, monthly_usd, isPartial],
  );
  await insertRows(client, {
    table: 'bucket_snapshot',
    types: `snapshot_id uuid, bucket_id int, account_id text, name text, region text, uploads int, bytes bigint,
      bytes_older_than_7_days bigint, oldest_initiated_at timestamptz, monthly_usd numeric, price_fallback boolean,
      coverage text, abort_after_days int, uncovered_bytes bigint, measurement text, problem text,
      checked_at timestamptz, breakdown jsonb`,
    rows: day.map((each) => ({
      snapshot_id: snapshotId,
      bucket_id: idOf(ids, each),
      account_id: each.accountId,
      name: each.bucket,
      region: each.region,
      uploads: each.uploads,
      bytes: each.bytes,
      bytes_older_than_7_days: each.figures?.bytesOlderThan7Days,
      oldest_initiated_at: each.figures?.oldestInitiatedAt,
      monthly_usd: each.monthlyUsd,
      price_fallback: false,
      coverage: each.coverage,
      abort_after_days: each.abortAfterDays,
      uncovered_bytes: each.coverage === null ? null : each.figures?.uncoveredBytes,
      measurement: each.measurement,
      problem: each.problem,
      checked_at: each.at,
      breakdown: each.figures?.breakdown,
    })),
  });
}

async function insertFix(client: Client, past: { fix: PastFix; world: World; bucketId: number }): Promise<void> {
  const bucket = past.world.bucket(past.fix.bucket);
  if (!bucket) return;
  const { fix, steps, activity } = fixRows({ fix: past.fix, bucket, bucketId: past.bucketId, fixId: randomUUID() });
  await insertRows(client, {
    table: 'fix',
    types: `id uuid, bucket_id int, account_id text, bucket_name text, region text, state text, days int,
      remove_expired_delete_markers boolean, actor text, fingerprint text, after_fingerprint text, before jsonb,
      after jsonb, cutoff_at timestamptz, planned_uploads int, planned_bytes bigint, planned_monthly_usd numeric,
      remaining_uploads int, remaining_bytes bigint, realised_monthly_usd numeric, held_bytes bigint, created_at timestamptz,
      applied_at timestamptz, confirmed_at timestamptz, abort_date timestamptz, abort_rule_id text,
      eligible_at timestamptz, clearing_at timestamptz, clean_at timestamptz, checked_at timestamptz`,
    rows: [fix],
  });
  await insertRows(client, {
    table: 'fix_step',
    types: 'fix_id uuid, at timestamptz, state text, realised_monthly_usd numeric',
    rows: steps,
  });
  await insertRows(client, {
    table: 'activity',
    types: 'at timestamptz, actor text, action text, account_id text, bucket text, fix_id uuid, detail jsonb',
    rows: activity,
  });
}

/** One statement for any number of rows. `types` names and types the columns, in SQL. */
async function insertRows(
  client: Client,
  insert: { table: string; types: string; rows: readonly Row[]; conflict?: string },
): Promise<void> {
  const columns = insert.types.split(',').map((column) => column.trim().split(/\s+/)[0]);
  const names = columns.join(', ');
  await client.query(
    `INSERT INTO ${insert.table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1) AS rows(${insert.types}) ${insert.conflict ?? ''}`,
    [JSON.stringify(insert.rows)],
  );
}

/** About what a collection of then asked for: sizes of young uploads, and of a thirtieth of the old ones. */
function callsOf(day: readonly PastBucketDay[]): [string, number][] {
  const accounts = new Set(day.map(({ accountId }) => accountId)).size;
  const uploads = totalsOf(day).uploads;
  const young = day.reduce((sum, { figures }) => {
    const byAge = figures?.breakdown.byAge;
    return sum + (byAge ? byAge.under1d.uploads + byAge['1to7d'].uploads : 0);
  }, 0);
  return [
    ['ListBuckets', accounts],
    ['ListMultipartUploads', day.length + Math.ceil(uploads / 1000)],
    ['GetBucketLifecycleConfiguration', day.length],
    ['ListParts', young + Math.ceil((uploads - young) / 30)],
  ];
}

function totalsOf(buckets: readonly PastBucketDay[]): { uploads: number; bytes: number; monthly_usd: number } {
  return {
    uploads: buckets.reduce((sum, each) => sum + (each.uploads ?? 0), 0),
    bytes: buckets.reduce((sum, each) => sum + (each.bytes ?? 0), 0),
    monthly_usd: buckets.reduce((sum, each) => sum + (each.monthlyUsd ?? 0), 0),
  };
}

function idOf(ids: Map<string, number>, place: { accountId: string; bucket: string }): number {
  const id = ids.get(`${place.accountId}/${place.bucket}`);
  if (id === undefined) throw new Error(`The store has no bucket ${place.bucket}.`);
  return id;
}

function ends(past: PastBucketDay[][]): [Date, Date] {
  const first = past[0]?.[0]?.at ?? new Date();
  return [first, past.at(-1)?.[0]?.at ?? first];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
