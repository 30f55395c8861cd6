import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import type { SpendReading } from '#lib/spend/reading.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { costCoverage, costTotals } from './cost-series.ts';
import { cost, MEMBER, OTHER, PAYER, storeDays } from './costs.test-support.ts';
import { database } from './database.ts';
import { dropOld } from './retention.ts';
import { lastReadAt, lastReadings, latestSpendSnapshot, publishSpend, spendReadings } from './spend-snapshots.ts';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.drop());

const at = new Date('2026-11-23T12:00:00Z');
const later = (days: number) => new Date(at.getTime() + days * DAY_MS);

function reading(rest: Partial<SpendReading> = {}): SpendReading {
  const read = { state: 'ok' as const, problem: null, readAt: at, dataAt: rest.readAt ?? at, currency: 'USD' };
  return { kind: 'budgets', accountId: PAYER, ...read, data: { budgets: [] }, ...rest };
}

/** Publishes readings as of a moment, by a run over some accounts (none: all). */
async function publish(now: Date, readings: SpendReading[], accounts: string[] = []): Promise<string> {
  const runId = randomUUID();
  await database().pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at, finished_at)
     values ($1, '{budgets}', $2, '{}', 'api', 'test', 'completed', $3, $3)`,
    [runId, accounts, now],
  );
  return publishSpend({ runId, at: now, readings });
}

describe('publishSpend', () => {
  test('carries forward what was not read', async () => {
    expect(await latestSpendSnapshot()).toBeNull();
    await publish(at, [
      reading(),
      reading({ accountId: MEMBER }),
      reading({ kind: 'anomalies', state: 'none', data: null }),
    ]);
    const now = later(1);
    const second = await publish(now, [reading({ accountId: MEMBER, readAt: now, data: { budgets: [1] } })]);
    expect(await latestSpendSnapshot()).toMatchObject({ snapshotId: second, takenAt: now });
    const readings = await spendReadings({ snapshotId: second });
    expect(readings.map(({ kind, accountId, readAt, data }) => ({ kind, accountId, readAt, data }))).toEqual([
      { kind: 'anomalies', accountId: PAYER, readAt: at, data: null },
      { kind: 'budgets', accountId: PAYER, readAt: at, data: { budgets: [] } },
      { kind: 'budgets', accountId: MEMBER, readAt: now, data: { budgets: [1] } },
    ]);
    expect(await spendReadings({ snapshotId: second, kind: 'anomalies' })).toHaveLength(1);
  });

  test('a reading that failed keeps the data known before, and says when they were read', async () => {
    await publish(at, [reading({ data: { budgets: ['kept'] }, currency: 'CNY' })]);
    const failed = {
      state: 'throttled',
      problem: 'AWS asked us to wait.',
      currency: null,
      data: null,
      dataAt: null,
    } as const;
    await publish(later(1), [reading({ ...failed, readAt: later(1) })]);
    const third = await publish(later(2), [reading({ ...failed, readAt: later(2) })]);
    expect(await spendReadings({ snapshotId: third })).toEqual([
      {
        kind: 'budgets',
        accountId: PAYER,
        accountName: PAYER,
        state: 'throttled',
        problem: 'AWS asked us to wait.',
        readAt: later(2),
        dataAt: at,
        currency: 'CNY',
        data: { budgets: ['kept'] },
      },
    ]);
    const fourth = await publish(later(3), [reading({ readAt: later(3), data: { budgets: ['new'] } })]);
    expect(await spendReadings({ snapshotId: fourth })).toMatchObject([
      { state: 'ok', problem: null, dataAt: later(3), data: { budgets: ['new'] } },
    ]);
  });

  test('none means that there are none: former data are not kept', async () => {
    await publish(at, [reading({ kind: 'commitments', data: { savingsPlans: [], reservations: null } })]);
    const second = await publish(later(1), [
      reading({ kind: 'commitments', state: 'none', data: null, readAt: later(1) }),
    ]);
    expect(await spendReadings({ snapshotId: second })).toMatchObject([{ state: 'none', data: null }]);
  });

  test('a first reading that failed has no data', async () => {
    const id = await publish(at, [
      reading({ state: 'denied', problem: 'No.', data: null, dataAt: null, currency: null }),
    ]);
    expect(await spendReadings({ snapshotId: id })).toMatchObject([{ state: 'denied', data: null, dataAt: null }]);
  });

  test('an account that nobody could ask for 35 days is let go', async () => {
    await publish(at, [reading(), reading({ accountId: MEMBER })]);
    await publish(later(34), [reading({ readAt: later(34) })]);
    const last = await publish(later(36), []);
    expect((await spendReadings({ snapshotId: last })).map(({ accountId }) => accountId)).toEqual([PAYER]);
  });

  test('accounts have the name that we know, else that of Cost Explorer', async () => {
    await database().pool.query('insert into account values ($1, $2, $3, $3, null)', [PAYER, 'management', at]);
    const days = { from: '2026-11-01', to: '2026-11-02' };
    await storeDays(days, [], { accountNames: { [PAYER]: 'payer', [MEMBER]: 'data-platform' } });
    const id = await publish(
      at,
      [PAYER, MEMBER, OTHER].map((accountId) => reading({ accountId })),
    );
    const names = (await spendReadings({ snapshotId: id })).map(({ accountName }) => accountName);
    expect(names).toEqual(['management', 'data-platform', OTHER]);
  });
});

test('lastReadAt is the last attempt for all accounts', async () => {
  expect(await lastReadAt('budgets')).toBeNull();
  await publish(at, [reading({ state: 'denied', data: null })]);
  await publish(later(1), [reading({ readAt: later(1) })], [PAYER]);
  await publish(later(2), [reading({ kind: 'forecast', readAt: later(2) })]);
  expect(await lastReadAt('budgets')).toEqual(at);
  expect(await lastReadAt('forecast')).toEqual(later(2));
  expect(await lastReadAt('costs')).toBeNull();
});

describe('retention', () => {
  const known = async () => {
    const { rows } = await database().pool.query<{ at: Date }>(
      'select taken_at as at from spend_snapshot order by seq',
    );
    return rows.map((row) => row.at);
  };

  test('keeps the newest snapshot of each day for 400 days, and for three years what closed a week', async () => {
    const hour = DAY_MS / 24;
    const moments = [-402, -401, -399, -5, -0.5].flatMap((day) => [later(day), new Date(later(day).getTime() + hour)]);
    for (const moment of moments) await publish(moment, [reading({ readAt: moment })]);
    await dropOld({ now: at });
    const [, , , week, , second, , fourth, fifth, sixth] = moments;
    expect(await known()).toEqual([week, second, fourth, fifth, sixth]);
    await dropOld({ now: later(2000) });
    expect(await known()).toEqual([sixth]);
    const { rows } = await database().pool.query('select distinct snapshot_id from spend_reading');
    expect(rows).toHaveLength(1);
  });

  test('drops days older than three years and a month, and leaves their months', async () => {
    await storeDays({ from: '2023-01-01', to: '2023-02-01' }, [cost('2023-01-31', PAYER, 'a')]);
    await storeDays({ from: '2026-11-01', to: '2026-11-02' }, [cost('2026-11-01', PAYER, 'a')]);
    await dropOld({ now: at });
    const all = { from: '2020-01-01', to: '2027-01-01', metric: 'unblended' } as const;
    expect(await costTotals(all)).toBe('10');
    expect(await costTotals({ ...all, granularity: 'monthly' })).toBe('20');
    expect(await costCoverage()).toMatchObject({ firstDay: '2026-11-01', firstMonth: '2023-01-01' });
    const { rows } = await database().pool.query('select from cost_day');
    expect(rows).toHaveLength(1);
  });
});

test('what was known last of the guardrails of an account that is not looked at is found, and kept as long as nothing newer is', async () => {
  const { pool } = database();
  const last = () => lastReadings({ kind: 'guardrails', accountIds: [MEMBER, OTHER] });
  const guardrails = (readAt: Date, data: unknown) => reading({ kind: 'guardrails', accountId: MEMBER, readAt, data });
  await pool.query(`insert into account (id, name, first_seen_at, last_seen_at) values ($1, 'shop', $2, $2)`, [
    MEMBER,
    at,
  ]);
  const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
  await publish(at, [guardrails(at, { judgements: [1] })]);
  await publish(hour(1), [guardrails(hour(1), { judgements: [2] })]);
  await pool.query('update account set excluded = true where id = $1', [MEMBER]);
  const newest = await publish(hour(2), [reading({ readAt: hour(2) })]);
  expect(await spendReadings({ snapshotId: newest, kind: 'guardrails' })).toEqual([]);
  const known = [{ accountId: MEMBER, accountName: 'shop', readAt: hour(1), data: { judgements: [2] } }];
  expect(await last()).toMatchObject(known);
  for (const days of [3, 500]) {
    await dropOld({ now: later(days) });
    expect((await pool.query('select from spend_snapshot')).rowCount, `${days} days later`).toBe(2);
    expect(await last()).toMatchObject(known);
  }
  // Taken in and read again, the older one tells nothing more.
  await pool.query('update account set excluded = false where id = $1', [MEMBER]);
  await dropOld({ now: later(3) });
  expect((await pool.query('select from spend_snapshot')).rowCount).toBe(1);
});
