import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { recordRunAccounts } from '#lib/store/accounts.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { advanceFix } from '#lib/store/fix-progress.ts';
import { recordFound, renameAccount } from '#lib/store/known-accounts.ts';
import { dropOld } from '#lib/store/retention.ts';
import { dropOldSpend } from '#lib/store/spend-retention.ts';
import { publishSpend } from '#lib/store/spend-snapshots.ts';
import { emptyBreakdown } from '#lib/waste/breakdown.ts';
import { addWeeks, type IsoWeek } from './iso-week.ts';
import { maskedReport } from './masked-report.ts';
import { pictureDescription } from './picture/picture.ts';
import { readReport } from './read-report.ts';
import { reportSchema } from './report.ts';
import { summaryOf } from './report-summary.ts';
import { headline, historyFinding, nextStep, plainText } from './report-words.ts';
import { weeklyReport } from './weekly-report.ts';

const account = '111122223333';
const names = [
  'athena-results',
  'warehouse-unload',
  'nightly-backups',
  'spark-staging',
  'media-ingest',
  'logs',
  'vault',
];
const vault = names.length;
const organized = { email: null, state: 'ACTIVE', ou: [], managed: 'organization' as const, management: false };

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  const { pool } = database();
  await pool.query(
    'truncate account, bucket, collect_run, snapshot, bucket_snapshot, bucket_day, account_day, fix, spend_snapshot cascade',
  );
  await pool.query(`insert into account values ($1, 'analytics', now(), now(), null)`, [account]);
  for (const [index, name] of names.entries())
    await pool.query(
      `insert into bucket (id, account_id, name, region, first_seen_at, last_seen_at) values ($1, $2, $3, 'us-east-1', now(), now())`,
      [index + 1, account, name],
    );
});

/** A look at every bucket, as a collection leaves it; the first costs `usd` a month, each other half of the one before. */
async function look(at: string, usd: number): Promise<void> {
  const { pool } = database();
  const [snapshotId, runId] = [randomUUID(), randomUUID()];
  await pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at) values ($1, '{}', '{}', '{}', 'api', 'test', 'completed', $2)`,
    [runId, at],
  );
  await pool.query(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least) values ($1, $2, $3, 7, 0, 0, 0, true)`,
    [snapshotId, runId, at],
  );
  const breakdown = {
    ...emptyBreakdown(),
    byCreator: [{ creator: 'athena', confidence: 'high', uploads: 1, bytes: 1 }],
  };
  for (const [index, name] of names.entries()) {
    const id = index + 1;
    const cost = id === vault ? null : usd / 2 ** index;
    const [coverage, measurement] = id === vault ? [null, 'denied'] : [id === 2 ? 'full' : 'none', 'exact'];
    await pool.query(
      `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement, problem, breakdown)
       values ($1, $2, $3, $4, 'us-east-1', $5, $6, $7, $8, $9, $10, $11)`,
      [
        snapshotId,
        id,
        account,
        name,
        cost === null ? null : 1,
        cost === null ? null : Math.round(cost * 1e9),
        cost,
        coverage,
        measurement,
        cost === null ? 'An SCP denies it.' : null,
        cost === null ? null : breakdown,
      ],
    );
  }
  await pool.query(
    `insert into bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
     select bucket_id, ($2::timestamptz at time zone 'UTC')::date, uploads, bytes, monthly_usd, coverage, measurement from bucket_snapshot where snapshot_id = $1
     on conflict (bucket_id, day) do update set uploads = excluded.uploads, bytes = excluded.bytes, monthly_usd = excluded.monthly_usd`,
    [snapshotId, at],
  );
  await pool.query(
    `insert into account_day select ($2::timestamptz at time zone 'UTC')::date, $3, 7, 1, 1, sum(uploads), sum(bytes), sum(monthly_usd) from bucket_snapshot where snapshot_id = $1
     on conflict (day, account_id) do update set uploads = excluded.uploads, bytes = excluded.bytes, monthly_usd = excluded.monthly_usd`,
    [snapshotId, at, account],
  );
}

async function fix(bucketId: number, appliedAt: string, plannedUsd: number): Promise<string> {
  const fixId = randomUUID();
  await database().pool.query(
    `insert into fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor, fingerprint,
       after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd, created_at, applied_at)
     values ($1, $2, $3, $4, 'us-east-1', 'applied', 7, false, 'local', 'x', 'y', $7, $7, $5, 9, 1000, $6, $5, $5)`,
    [
      fixId,
      bucketId,
      account,
      names[bucketId - 1],
      appliedAt,
      plannedUsd,
      { rules: [], transitionDefaultMinimumObjectSize: null },
    ],
  );
  return fixId;
}

/** What the checks said of accounts, as a collection publishes it; null: could not be read. */
async function guard(at: string, accounts: Record<string, Record<string, string> | null>): Promise<void> {
  const readAt = new Date(at);
  await publishSpend({
    runId: randomUUID(),
    at: readAt,
    readings: Object.entries(accounts).map(([accountId, statuses]) => ({
      kind: 'guardrails' as const,
      accountId,
      state: statuses ? ('ok' as const) : ('denied' as const),
      problem: statuses ? null : 'An SCP denies it.',
      readAt,
      dataAt: statuses ? readAt : null,
      currency: null,
      data: statuses && { judgements: Object.entries(statuses).map(([check, status]) => ({ check, status })) },
    })),
  });
}

function read(week: IsoWeek, timeZone = 'UTC') {
  return readReport({ week, timeZone });
}

const everyDay = [
  '2026-11-11T18:00:00Z',
  '2026-11-15T18:00:00Z',
  '2026-11-17T06:00:00Z',
  '2026-11-20T06:00:00Z',
  '2026-11-22T06:00:00Z',
  '2026-11-22T18:00:00Z',
];

describe('a week that is over', () => {
  test('is told from the snapshot that closed it', async () => {
    for (const [index, at] of everyDay.entries()) await look(at, 64 + index * 8);
    const report = reportSchema.parse(await read('2026-W47'));
    expect(report.readAt).toBe('2026-11-22T18:00:00.000Z');
    // 104 and its halves, five times; the vault could not be read.
    expect(report.waste).toMatchObject({ monthlyUsd: 104 + 52 + 26 + 13 + 6.5 + 3.25, buckets: 6, atLeast: true });
    expect(report.waste?.changeUsd).toBeCloseTo((104 - 72) * (63 / 32), 8);
    expect(report.mostWasteful.map(({ bucket }) => bucket)).toEqual(names.slice(0, 5));
    expect(report.mostWasteful[0]?.likelyCause?.label).toBe('Athena, cancelled queries');
    expect(report.otherBuckets).toEqual({ buckets: 1, monthlyUsd: 3.25 });
    expect(report.coverage).toEqual({ buckets: 7, protected: 1, partly: 0, unprotected: 5, unknown: 1 });
    expect(report.unseen).toMatchObject({ buckets: 1, items: [{ bucket: 'vault', measurement: 'denied' }] });
    expect(report.history.days.at(-1)).toEqual({ day: '2026-11-22', parts: [104, 52, 26, 22.75] });
    expect(report.spend).toBeNull();
    expect(report.guardrails).toBeNull();
  });

  test('is the same when it is made again, whatever was read, fixed, undone and dropped since', async () => {
    for (const [index, at] of everyDay.entries()) await look(at, 64 + index * 8);
    const clearing = await fix(1, '2026-11-18T10:00:00Z', 30);
    const step = (state: 'applied' | 'clearing', at: string, set: object) =>
      advanceFix({ fixId: clearing, from: state, set: { checkedAt: new Date(at), ...set } });
    await step('applied', '2026-11-20T06:00:00Z', {
      state: 'clearing',
      clearingAt: new Date('2026-11-20T06:00:00Z'),
      realisedMonthlyUsd: 12,
    });
    for (const timeZone of ['UTC', 'Asia/Seoul', 'America/New_York']) {
      // In New York the week is over when it is Monday in UTC.
      const before = await read('2026-W46', timeZone);
      expect(await read('2026-W46', timeZone)).toEqual(before);
    }
    const weeks = ['2026-W46', '2026-W47'] as const;
    const before = await Promise.all(weeks.map((week) => read(week)));
    const seoul = await read('2026-W47', 'Asia/Seoul');
    expect(seoul.readAt).toBe('2026-11-22T06:00:00.000Z');
    expect(before[1]?.recovered.week).toEqual({ bookedUsd: 12, expectedUsd: 18 });

    await look('2026-11-23T06:00:00Z', 3);
    await look('2026-11-29T06:00:00Z', 5);
    await step('clearing', '2026-11-24T06:00:00Z', {
      state: 'clean',
      cleanAt: new Date('2026-11-24T06:00:00Z'),
      realisedMonthlyUsd: 30,
    });
    await advanceFix({
      fixId: clearing,
      from: 'clean',
      set: { state: 'undone', undoneAt: new Date('2026-11-25T00:00:00Z') },
    });
    await fix(2, '2026-11-24T10:00:00Z', 5);
    await dropOld({ now: new Date('2027-03-20T00:00:00Z') });

    expect(await Promise.all(weeks.map((week) => read(week)))).toEqual(before);
    const left = await database().pool.query('select from snapshot');
    expect(left.rows).toHaveLength(3);
    const later = await read('2026-W48');
    expect(later.recovered.week).toEqual({ bookedUsd: 18, expectedUsd: 5 });
    expect(later.recovered.sinceStart).toMatchObject({ bookedUsd: 30, expectedUsd: 5 });
  });

  test('names accounts as they were called when it ended', async () => {
    for (const [index, at] of everyDay.entries()) await look(at, 64 + index * 8);
    const { pool } = database();
    await pool.query(`update snapshot set unlisted_accounts = $1`, [[account]]);
    await fix(1, '2026-11-18T10:00:00Z', 30);
    for (const [at, status] of [
      ['2026-11-15T09:00:00Z', 'pass'],
      ['2026-11-20T09:00:00Z', 'fail'],
    ] as const)
      await guard(at, { [account]: { 'root-without-mfa': status } });
    const found = (name: string, at: string) =>
      recordFound({
        accounts: [{ ...organized, accountId: account, name }],
        isWhole: false,
        noOrganization: null,
        at: new Date(at),
      });
    await found('analytics', '2026-11-01T00:00:00Z');
    const before = await read('2026-W47');
    expect(before).toMatchObject({
      mostWasteful: [{ accountName: 'analytics' }, {}, {}, {}, {}],
      fixes: { applied: [{ accountName: 'analytics' }] },
      unseen: { accounts: [{ accountName: 'analytics' }], items: [{ accountName: 'analytics' }] },
      guardrails: { opened: [{ accountName: 'analytics' }] },
    });
    await found('data platform', '2026-11-23T00:00:00Z');
    expect(await read('2026-W47')).toEqual(before);
    expect((await read('2026-W48')).mostWasteful[0]?.accountName).toBe('data platform');
    // By hand, and taken back: each at its time.
    await rememberAwsTime(new Date('2026-12-01T00:00:00Z'));
    await renameAccount({ accountId: account, name: 'Lake' });
    await rememberAwsTime(new Date('2026-12-08T00:00:00Z'));
    await renameAccount({ accountId: account, name: null });
    const nameIn = async (week: IsoWeek) => (await read(week)).mostWasteful[0]?.accountName;
    expect(
      await Promise.all((['2026-W46', '2026-W47', '2026-W48', '2026-W49', '2026-W50'] as const).map(nameIn)),
    ).toEqual(['analytics', 'analytics', 'data platform', 'Lake', 'data platform']);
    // A run that began before the account was renamed tells of it late.
    await recordRunAccounts({
      runId: randomUUID(),
      accounts: [{ accountId: account, name: 'late' }],
      at: new Date('2026-11-02T00:00:00Z'),
    });
    expect(await read('2026-W47')).toEqual(before);
  });

  test('ends where the next one begins', async () => {
    for (const [index, at] of everyDay.entries()) await look(at, 64 + index * 8);
    await look('2026-11-25T06:00:00Z', 10);
    for (const week of ['2026-W46', '2026-W47', '2026-W48'] as const) {
      const [own, next] = await Promise.all([read(week), read(addWeeks(week, 1))]);
      expect(own.end).toBe(next.start);
      expect((next.waste?.monthlyUsd ?? 0) - (next.waste?.changeUsd ?? 0)).toBeCloseTo(own.waste?.monthlyUsd ?? -1, 8);
    }
  });

  test('ends with the clocks of its time zone, and in its 53rd week', async () => {
    // Winter time begins on Sunday, 25 October: Monday begins at 23:00 UTC, an hour later than it did.
    await look('2026-10-24T22:30:00Z', 10);
    await look('2026-10-25T22:30:00Z', 20);
    await look('2026-10-25T23:00:00Z', 30);
    expect((await read('2026-W43', 'Europe/Berlin')).readAt).toBe('2026-10-25T22:30:00.000Z');
    expect((await read('2026-W44', 'Europe/Berlin')).waste?.changeUsd).toBeCloseTo(10 * (63 / 32), 8);
    await look('2027-01-03T14:59:59Z', 40);
    await look('2027-01-03T15:00:00Z', 50);
    const [last, first] = [await read('2026-W53', 'Asia/Seoul'), await read('2027-W01', 'Asia/Seoul')];
    expect([last.readAt, last.end]).toEqual(['2027-01-03T14:59:59.000Z', first.start]);
    expect(first.waste?.changeUsd).toBeCloseTo(10 * (63 / 32), 8);
  });

  test('ends its history with its last day, also where that ends in the next week of UTC', async () => {
    await look('2026-11-21T18:00:00Z', 20);
    await look('2026-11-22T18:00:00Z', 30);
    await fix(1, '2026-11-23T00:05:00Z', 30);
    // Sunday, eleven past seven in the evening.
    await look('2026-11-23T00:11:00Z', 40);
    const report = await read('2026-W47', 'America/New_York');
    expect(report.history.days.map(({ day, parts }) => [day, parts[0]])).toEqual([
      ['2026-11-21', 20],
      ['2026-11-22', 40],
    ]);
    expect(report.history.marks.map(({ day }) => day)).toEqual(['2026-11-22']);
    expect(summaryOf(report).read).toBe('Read on 22 Nov, 19:11 EST');
  });

  test('says that waste came back after a proved fix, and who keeps making it', async () => {
    await look('2026-11-22T18:00:00Z', 64);
    const fixId = await fix(1, '2026-11-02T10:00:00Z', 30);
    const cleanAt = new Date('2026-11-04T06:00:00Z');
    await advanceFix({
      fixId,
      from: 'applied',
      set: { state: 'clean', cleanAt, checkedAt: cleanAt, realisedMonthlyUsd: 30 },
    });
    const { fixes } = await read('2026-W47');
    expect(fixes.returned).toMatchObject([
      { bucket: 'athena-results', monthlyUsd: 64, likelyCause: { creator: 'athena' } },
    ]);
    expect(fixes.proved).toEqual([]);
    expect((await read('2026-W45')).fixes.proved).toMatchObject([{ bucket: 'athena-results', bookedUsd: 30 }]);
  });

  test('says nothing of a fixed bucket that only falls, and of one that rises only what rose', async () => {
    await look('2026-11-03T18:00:00Z', 200);
    const fixId = await fix(1, '2026-11-02T10:00:00Z', 30);
    const cleanAt = new Date('2026-11-04T06:00:00Z');
    await database().pool.query(
      `insert into upload (bucket_id, key, upload_id, initiated_at, storage_class, creator, creator_confidence, bytes, seen_run)
       values (1, 'young', 'u', '2026-11-03', 'STANDARD', 'unknown', 'low', 100e9, 1)`,
    );
    await advanceFix({ fixId, from: 'applied', set: { state: 'clean', cleanAt, checkedAt: cleanAt } });
    const returned = async (week: IsoWeek) =>
      (await read(week)).fixes.returned.map(({ bucket, monthlyUsd, cameBackUsd }) => ({
        bucket,
        monthlyUsd,
        cameBackUsd,
      }));
    for (const [at, usd] of [
      ['2026-11-08', 90],
      ['2026-11-15', 60],
    ] as const) {
      await look(`${at}T18:00:00Z`, usd);
    }
    expect(await returned('2026-W45')).toEqual([]);
    expect(await returned('2026-W46')).toEqual([]);
    // Nobody looks in week 47.
    await look('2026-11-24T18:00:00Z', 20);
    await look('2026-11-29T18:00:00Z', 64);
    const back = { bucket: 'athena-results', monthlyUsd: 64, cameBackUsd: 44 };
    expect(await returned('2026-W48')).toEqual([back]);
    expect(await returned('2026-W49')).toEqual([]);
    await look('2026-12-13T18:00:00Z', 70);
    expect(await returned('2026-W50')).toEqual([{ ...back, monthlyUsd: 70, cameBackUsd: 6 }]);
    expect(await returned('2026-W48')).toEqual([back]);
  });

  test('says that waste came back in the week in which it did, and not again while it goes', async () => {
    const fixId = await fix(1, '2026-11-02T10:00:00Z', 30);
    const cleanAt = new Date('2026-11-04T06:00:00Z');
    await advanceFix({ fixId, from: 'applied', set: { state: 'clean', cleanAt, checkedAt: cleanAt } });
    const returned = async (week: IsoWeek, timeZone?: string) =>
      (await read(week, timeZone)).fixes.returned.map(({ cameBackUsd }) => cameBackUsd);
    await look('2026-11-15T18:00:00Z', 0);
    // In Seoul on Monday: there it is the next week's.
    await look('2026-11-22T18:00:00Z', 64);
    expect(await returned('2026-W47')).toEqual([64]);
    expect(await returned('2026-W47', 'Asia/Seoul')).toEqual([]);
    // The rule takes it away, and some is left as the week ends.
    await look('2026-11-28T18:00:00Z', 48);
    await look('2026-11-29T06:00:00Z', 16);
    expect(await returned('2026-W48')).toEqual([]);
    expect(await returned('2026-W48', 'Asia/Seoul')).toEqual([16]);
    expect(nextStep(await read('2026-W48'))).not.toContain('came back');
    expect(nextStep(await read('2026-W47'))).toMatch(/^Stop what leaves waste in athena-results/);
    // It falls further, and rises within the same week: that is new.
    await look('2026-12-02T06:00:00Z', 4);
    await look('2026-12-06T06:00:00Z', 12);
    expect(await returned('2026-W49')).toEqual([8]);
    await database().pool.query('delete from snapshot');
    expect([await returned('2026-W48'), await returned('2026-W49')]).toEqual([[], [8]]);
  });

  test.each([
    ['exact', null, [64]],
    ['partial', null, []],
    ['sampled', 120e9, []],
    ['sampled', 40e9, [64]],
  ])(
    'of a former end that was %s (at most %s) no more came back than it certainly did',
    async (measurement, high, usd) => {
      const { pool } = database();
      const fixId = await fix(1, '2026-11-02T10:00:00Z', 30);
      const cleanAt = new Date('2026-11-04T06:00:00Z');
      await pool.query(
        `insert into upload (bucket_id, key, upload_id, initiated_at, storage_class, creator, creator_confidence, bytes, seen_run)
       values (1, 'young', 'u', '2026-11-03', 'STANDARD', 'unknown', 'low', 104e9, 1)`,
      );
      await advanceFix({ fixId, from: 'applied', set: { state: 'clean', cleanAt, checkedAt: cleanAt } });
      await look('2026-11-15T18:00:00Z', 40);
      for (const table of ['bucket_snapshot', 'bucket_day'])
        await pool.query(`update ${table} set measurement = $1 where bucket_id = 1`, [measurement]);
      await pool.query('update bucket_snapshot set bytes_high = $1 where bucket_id = 1', [high]);
      await look('2026-11-22T18:00:00Z', 104);
      expect((await read('2026-W47')).fixes.returned.map(({ cameBackUsd }) => cameBackUsd)).toEqual(usd);
    },
  );

  test('is told from the daily figures where no snapshot is left', async () => {
    for (const [index, at] of everyDay.entries()) await look(at, 64 + index * 8);
    const whole = await read('2026-W47');
    await database().pool.query('delete from snapshot');
    const rest = await read('2026-W47');
    expect(rest.snapshotId).toBeNull();
    expect(rest.waste).toEqual(whole.waste);
    expect(rest.history).toEqual(whole.history);
    expect(rest.mostWasteful.map(({ likelyCause }) => likelyCause)).toEqual([null, null, null, null, null]);
  });

  test('what can be read no more is no fall, in the sentence or in the history', async () => {
    const { pool } = database();
    await look('2026-11-11T18:00:00Z', 64);
    await look('2026-11-15T18:00:00Z', 64);
    await look('2026-11-22T18:00:00Z', 64);
    for (const table of ['bucket_snapshot', 'bucket_day'])
      await pool.query(
        `update ${table} set uploads = null, bytes = null, monthly_usd = null, measurement = 'denied' where bucket_id = 1
         and ${table === 'bucket_day' ? `day = '2026-11-22'` : `snapshot_id = (select id from snapshot order by seq desc limit 1)`}`,
      );
    await pool.query(`update account_day set unreadable = 2, monthly_usd = 62 where day = '2026-11-22'`);
    const report = reportSchema.parse(await read('2026-W47'));
    expect(report.waste).toMatchObject({ monthlyUsd: 62, changeUsd: null, changePercent: null, lessRead: true });
    expect(report.history.lessRead).toBe(true);
    expect(plainText(headline(report))).toBe(
      'At least $62 a month for bytes nobody can see. Not to be compared with last week: more could be read then.',
    );
    expect(historyFinding(report)).toBe('Less of it can be read than 2 weeks ago');
    expect(pictureDescription(report)).not.toMatch(/less than/);
    expect((await read('2026-W46')).waste?.lessRead).toBe(false);
  });

  test('an account that is looked at no more is no fall of the others', async () => {
    const { pool } = database();
    const other = '444455556666';
    await pool.query(`insert into account values ($1, 'sandbox', now(), now(), null)`, [other]);
    const day = `insert into account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd) values`;
    const otherBucket = names.length + 1;
    await pool.query(
      `insert into bucket (id, account_id, name, region, first_seen_at, last_seen_at) values ($1, $2, 'lab', 'us-east-1', now(), now())`,
      [otherBucket, other],
    );
    for (const at of ['2026-11-11T18:00:00Z', '2026-11-15T18:00:00Z']) {
      await look(at, 64);
      await pool.query(
        `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement)
         select id, $1, $2, 'lab', 'us-east-1', 1, 1, 500, 'none', 'exact' from snapshot order by seq desc limit 1`,
        [otherBucket, other],
      );
      await pool.query(`${day} ($1::timestamptz::date, $2, 1, 0, 0, 1, 1, 500)`, [at, other]);
    }
    // It was looked at once more on the day on which it was left out.
    await pool.query(`${day} ('2026-11-22', $1, 1, 0, 0, 1, 1, 500)`, [other]);
    await look('2026-11-22T18:00:00Z', 64);
    const report = await read('2026-W47');
    expect(report.waste).toMatchObject({ monthlyUsd: 126, changeUsd: 0, lessRead: false });
    expect(historyFinding(report)).toBe('About as much as 2 weeks ago');
    expect((await read('2026-W46')).waste?.monthlyUsd).toBe(626);
  });

  test('an account that came in sight is no growth of the others', async () => {
    const { pool } = database();
    const other = '444455556666';
    await look('2026-11-11T18:00:00Z', 64);
    await look('2026-11-15T18:00:00Z', 64);
    await look('2026-11-22T18:00:00Z', 64);
    await pool.query(`insert into account values ($1, 'sandbox', now(), now(), null)`, [other]);
    const bucket = names.length + 1;
    await pool.query(
      `insert into bucket (id, account_id, name, region, first_seen_at, last_seen_at) values ($1, $2, 'lab', 'us-east-1', now(), now())`,
      [bucket, other],
    );
    await pool.query(
      `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement)
       select id, $1, $2, 'lab', 'us-east-1', 1, 1, 500, 'none', 'exact' from snapshot order by seq desc limit 1`,
      [bucket, other],
    );
    await pool.query(
      `insert into account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd)
       values ('2026-11-22', $1, 1, 0, 0, 1, 1, 500)`,
      [other],
    );
    const report = reportSchema.parse(await read('2026-W47'));
    expect(report.waste).toMatchObject({ monthlyUsd: 626, changeUsd: null, moreRead: true });
    expect(historyFinding(report)).toBe('More of it can be read than 2 weeks ago');
  });

  test('in which nobody looked is told so, with what was known before', async () => {
    await look('2026-11-11T18:00:00Z', 64);
    expect(await read('2026-W47')).toMatchObject({
      readAt: '2026-11-11T18:00:00.000Z',
      waste: { monthlyUsd: 126, changeUsd: 0 },
    });
    expect(await read('2026-W45')).toMatchObject({
      readAt: null,
      waste: null,
      mostWasteful: [],
      history: { days: [] },
    });
  });
});

describe('guardrails', () => {
  const other = '444455556666';
  const [mfa, keys, budget] = ['root-without-mfa', 'root-with-access-keys', 'missing-cost-budget'] as const;

  test('opened or closed from one end of the week to the other', async () => {
    await guard('2026-11-15T09:00:00Z', { [account]: { [mfa]: 'pass', [keys]: 'fail', [budget]: 'pass' } });
    await guard('2026-11-18T09:00:00Z', { [account]: { [mfa]: 'fail', [keys]: 'fail', [budget]: 'fail' } });
    await guard('2026-11-22T09:00:00Z', { [account]: { [mfa]: 'fail', [keys]: 'pass', [budget]: 'pass' } });
    const { guardrails } = reportSchema.parse(await read('2026-W47'));
    expect(guardrails).toMatchObject({
      opened: [{ accountId: account, accountName: 'analytics', check: mfa }],
      closed: [{ accountId: account, check: keys }],
      failing: 1,
      compared: 3,
    });
    // What is read later moves nothing, and neither does what retention leaves of each day.
    await guard('2026-11-23T09:00:00Z', { [account]: { [mfa]: 'pass', [keys]: 'pass', [budget]: 'pass' } });
    for (const later of ['2027-06-01', '2029-10-01']) {
      await dropOldSpend({ now: new Date(`${later}T00:00:00Z`) });
      expect((await read('2026-W47')).guardrails, later).toEqual(guardrails);
    }
    expect((await read('2026-W48')).guardrails).toMatchObject({ opened: [], closed: [{ check: mfa }] });
  });

  test('that could not be read in the week are not known, though former data are kept', async () => {
    await guard('2026-11-12T09:00:00Z', { [account]: { [mfa]: 'pass' }, [other]: { [mfa]: 'pass' } });
    await guard('2026-11-20T09:00:00Z', { [account]: null, [other]: { [mfa]: 'blind' } });
    const { guardrails } = await read('2026-W47');
    expect(guardrails).toMatchObject({ opened: [], closed: [], failing: 0, compared: 0 });
    expect(guardrails?.unknown).toBe(guardrails?.blind);
    expect((await read('2026-W46')).guardrails).toMatchObject({ compared: 0, failing: 0 });
    expect((await read('2026-W45')).guardrails).toBeNull();
  });

  test('what cannot be seen at the end of the week has neither opened nor closed, whatever was read earlier in it', async () => {
    await guard('2026-11-15T09:00:00Z', { [account]: { [mfa]: 'pass', [keys]: 'fail' } });
    await guard('2026-11-18T09:00:00Z', { [account]: { [mfa]: 'fail', [keys]: 'pass' } });
    expect((await read('2026-W47')).guardrails).toMatchObject({ opened: [{ check: mfa }], closed: [{ check: keys }] });
    await guard('2026-11-21T09:00:00Z', { [account]: null });
    expect((await read('2026-W47')).guardrails).toMatchObject({ opened: [], closed: [], failing: 0, compared: 0 });
  });
});

describe('the budget', () => {
  /** A budget as a collection publishes it: one of the month of `at`, read then or not since `dataAt`. */
  async function budgetOf(at: string, limit: string, dataAt = at): Promise<void> {
    const budget = {
      name: 'monthly',
      type: 'COST',
      timeUnit: 'MONTHLY',
      limit: { amount: limit, unit: 'USD' },
      plannedLimits: null,
      autoAdjust: null,
      actual: { amount: '10', unit: 'USD' },
      forecast: null,
      start: '2025-01-01T00:00:00.000Z',
      end: null,
      includesCredits: true,
      includesRefunds: true,
      filter: null,
      lastUpdated: null,
      notifications: [],
    };
    const read = { accountId: account, state: 'ok' as const, problem: null, currency: 'USD' };
    const times = { readAt: new Date(at), dataAt: new Date(dataAt) };
    await publishSpend({
      runId: randomUUID(),
      at: new Date(at),
      readings: [
        { ...read, ...times, kind: 'budgets', data: { budgets: [budget] } },
        { ...read, ...times, kind: 'costs', data: {} },
      ],
    });
  }

  test('is none where the first one was read after the week, or the last one in a month before it', async () => {
    await budgetOf('2026-11-19T09:00:00Z', '500');
    expect((await read('2026-W47')).budget).toMatchObject({ limit: '500', month: '2026-11' });
    // Of the same month, but after the week; of another month; of another year.
    for (const week of ['2026-W46', '2026-W40', '2025-W47', '2026-W50'] as const)
      expect((await read(week)).budget, week).toBeNull();
    // From 30 November to 6 December: of both months.
    expect((await read('2026-W49')).budget).toMatchObject({ month: '2026-11' });
    await budgetOf('2026-12-05T09:00:00Z', '700');
    expect((await read('2026-W49')).budget).toMatchObject({ limit: '700', month: '2026-12' });
  });

  test('is none where what a later look knew of it is of a month before', async () => {
    await budgetOf('2026-12-16T09:00:00Z', '500', '2026-11-19T09:00:00Z');
    expect((await read('2026-W51')).budget).toBeNull();
  });
});

test('a week that is none, or not over, is refused', async () => {
  await rememberAwsTime(new Date('2026-11-23T00:00:00Z'));
  await expect(weeklyReport({ week: '2026-W54', timeZone: 'UTC' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(weeklyReport({ week: '2026-W48', timeZone: 'UTC' })).rejects.toMatchObject({ code: 'notFound' });
  // On the line of the date it is still Sunday.
  await expect(weeklyReport({ week: '2026-W47', timeZone: 'America/New_York' })).rejects.toMatchObject({
    code: 'notFound',
  });
  expect(await weeklyReport({ week: '2026-W47', timeZone: 'UTC' })).toMatchObject({ week: '2026-W47' });
});

test('a report is made once for each state of the store', async () => {
  await rememberAwsTime(new Date('2026-11-30T00:00:00Z'));
  await look('2026-11-22T18:00:00Z', 64);
  const ask = () => weeklyReport({ week: '2026-W48', timeZone: 'UTC' });
  const [one, again] = [await ask(), await ask()];
  expect(again).toBe(one);
  await look('2026-11-29T18:00:00Z', 32);
  expect((await ask()).waste?.monthlyUsd).toBe(63);
  await guard('2026-11-29T18:00:00Z', { [account]: { 'root-without-mfa': 'fail' } });
  expect((await ask()).guardrails?.failing).toBe(1);
});

test('a masked report names no account that has left, though a bucket of another is named for it', async () => {
  const { pool } = database();
  await pool.query(
    `insert into account (id, name, own_name, display_name, first_seen_at, last_seen_at, left_at)
     values ('444455556666', 'Legacy', 'acme old', 'Legacy', now(), now(), now())`,
  );
  await look('2026-11-10T06:00:00Z', 100);
  await pool.query(`update bucket_snapshot set name = 'acme-old-logs' where bucket_id = 1`);
  await pool.query(`update bucket set name = 'acme-old-logs' where id = 1`);
  await rememberAwsTime(new Date('2026-11-23T12:00:00Z'));
  const read = async (mask: string) => JSON.stringify(await maskedReport({ week: '2026-W46', mask, timeZone: 'UTC' }));
  expect(await read('')).toContain('acme-old-logs');
  const before = process.env.APP_SECRET;
  process.env.APP_SECRET = 'a secret of at least thirty-two characters';
  resetEnv();
  try {
    expect(await read('accounts')).not.toMatch(/acme-old|legacy/i);
  } finally {
    if (before === undefined) delete process.env.APP_SECRET;
    else process.env.APP_SECRET = before;
    resetEnv();
  }
});
