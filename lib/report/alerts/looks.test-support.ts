import { randomUUID } from 'node:crypto';
import { checks } from '#lib/guardrails/registry.ts';
import type { Budget } from '#lib/spend/budget.ts';
import type { SpendReading } from '#lib/spend/reading.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { publishSpend } from '#lib/store/spend-snapshots.ts';

export const account = '111122223333';
const buckets = ['logs', 'backups', 'vault'] as const;
type Bucket = (typeof buckets)[number];

/** An estate that nobody has looked at yet: three buckets of one account. */
export async function emptyEstate(): Promise<void> {
  const { pool } = database();
  await pool.query(
    `truncate account, bucket, collect_run, snapshot, bucket_snapshot, bucket_day, fix, spend_snapshot, spend_reading, channel, delivery,
       alert, alert_condition, report_share, activity, setting cascade`,
  );
  await pool.query(`insert into account (id, name, first_seen_at, last_seen_at) values ($1, 'prod', now(), now())`, [
    account,
  ]);
  for (const [index, name] of buckets.entries())
    await pool.query(
      `insert into bucket (id, account_id, name, region, created_at, first_seen_at, last_seen_at)
       values ($1, $2, $3, 'us-east-1', '2020-01-01', now(), now())`,
      [index + 1, account, name],
    );
}

/** A look at the buckets, as a collection publishes it, and the clock there. USD a month; null: denied. */
export async function look(at: string, usd: Partial<Record<Bucket, number | null>>): Promise<void> {
  const { pool } = database();
  await rememberAwsTime(new Date(at));
  const [snapshotId, runId] = [randomUUID(), await run(at)];
  await pool.query(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least) values ($1, $2, $3, 3, 0, 0, $4, false)`,
    [snapshotId, runId, at, Object.values(usd).reduce((sum: number, own) => sum + (own ?? 0), 0)],
  );
  for (const [index, name] of buckets.entries()) {
    const own = usd[name] === undefined ? 0 : usd[name];
    await pool.query(
      `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement, checked_at)
       values ($1, $2, $3, $4, 'us-east-1', $5, $6, $7, 'none', $8, $9)`,
      [
        snapshotId,
        index + 1,
        account,
        name,
        own === null ? null : 1,
        own === null ? null : Math.round(own * 1e9),
        own,
        own === null ? 'denied' : 'exact',
        at,
      ],
    );
  }
  await pool.query(
    `insert into bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
     select bucket_id, ($2::timestamptz at time zone 'UTC')::date, uploads, bytes, monthly_usd, coverage, measurement
     from bucket_snapshot where snapshot_id = $1
     on conflict (bucket_id, day) do update set bytes = excluded.bytes, monthly_usd = excluded.monthly_usd, measurement = excluded.measurement`,
    [snapshotId, at],
  );
}

/** A fix of `logs` that was proved, of 100 GB, and what the bucket held then. */
export async function provedFix(cleanAt: string, { heldBytes = 0, plannedUploads = 9 } = {}): Promise<void> {
  await database().pool.query(
    `insert into fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor, fingerprint,
       after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd, created_at, applied_at, clean_at, held_bytes)
     values ($1, 1, $2, 'logs', 'us-east-1', 'clean', 7, false, 'local', 'x', 'y', '{}', '{}', $3, $4, 100000000000, 100, $3, $3, $3, $5)`,
    [randomUUID(), account, cleanAt, plannedUploads, heldBytes],
  );
}

type Status = 'pass' | 'fail' | 'blind';

/** A reading of the guardrails: the root user's MFA, all others hold. `denied`: the account could not be read at all. */
export function guardrail(at: string, status: Status | 'denied'): Promise<string> {
  const judgements = checks.map(({ id: check }) => ({
    id: `${check}/${account}`,
    check,
    accountId: account,
    status: check === 'root-without-mfa' ? status : 'pass',
    findings: [],
    missing: [],
    message: null,
    checkedAt: new Date(at).toISOString(),
  }));
  return reading(at, 'guardrails', status === 'denied' ? null : { judgements });
}

/** A reading of the budget `All` of 1,000 USD, with AWS's forecast; or of no budget at all. */
export function budget(at: string, forecast: number | 'denied' | 'none'): Promise<string> {
  if (forecast === 'none') return reading(at, 'budgets', { budgets: [] });
  const money = (value: number) => ({ amount: String(value), unit: 'USD' });
  const all: Budget = {
    name: 'All',
    type: 'COST',
    timeUnit: 'MONTHLY',
    limit: money(1000),
    plannedLimits: null,
    autoAdjust: null,
    actual: money(100),
    forecast: forecast === 'denied' ? null : money(forecast),
    start: '2026-01-01T00:00:00Z',
    end: '2087-06-15T00:00:00Z',
    includesCredits: true,
    includesRefunds: true,
    filter: null,
    lastUpdated: null,
    notifications: [],
  };
  return reading(at, 'budgets', forecast === 'denied' ? null : { budgets: [all] });
}

async function reading(at: string, kind: SpendReading['kind'], data: object | null): Promise<string> {
  const when = new Date(at);
  await rememberAwsTime(when);
  const state = data === null ? 'denied' : 'ok';
  const problem = data === null ? 'An SCP denies it.' : null;
  const dataAt = data === null ? null : when;
  const readings = [{ kind, accountId: account, state, problem, readAt: when, dataAt, currency: 'USD', data } as const];
  return publishSpend({ runId: await run(at), at: when, readings });
}

async function run(at: string): Promise<string> {
  const runId = randomUUID();
  await database().pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at) values ($1, '{}', '{}', '{}', 'api', 'test', 'completed', $2)`,
    [runId, at],
  );
  return runId;
}
