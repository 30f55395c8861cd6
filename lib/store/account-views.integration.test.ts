import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { accountView, accountViews } from './account-views.ts';
import { bucketTotals, listBuckets } from './buckets.ts';
import { database } from './database.ts';

let close: () => Promise<void>;
const snapshotId = '00000000-0000-4000-8000-000000000001';
const at = '2026-11-23T12:00:00Z';

beforeAll(async () => {
  ({ drop: close } = await testDatabase());
  await database().pool.query(
    `insert into account (id, name, own_name, display_name, ou, managed, state, excluded, reachable, problem, first_seen_at, last_seen_at, listed_at) values
       ('111122223333', 'main', 'main', null, '{}', 'organization', 'ACTIVE', false, 'yes', null, $1, $1, $1),
       ('222233334444', 'Films', 'media', 'Films', '{Workloads,Prod}', 'organization', 'ACTIVE', false, 'yes', null, $1, $1, $1),
       ('333344445555', 'dev', 'dev', null, '{Workloads,Dev}', 'organization', 'ACTIVE', false, 'no', 'No role.', $1, $1, $1),
       ('444455556666', 'odd', 'odd', null, '{Workloads/Prod}', 'organization', 'SUSPENDED', false, null, null, $1, $1, null)`,
    [at],
  );
  const bucket = (accountId: string, name: string, measurement: string, bytes: number | null) =>
    database().pool.query(
      `with b as (insert into bucket (account_id, name, region, first_seen_at, last_seen_at) values ($1, $2, 'us-east-1', $3, $3) returning id)
       insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement, checked_at)
       select $4, id, $1, $2, 'us-east-1', $5::bigint / 10, $5::bigint, $5::numeric / 100, case when $5::bigint > 100 then 'full' else 'none' end, $6, $3 from b`,
      [accountId, name, at, snapshotId, bytes, measurement],
    );
  await database().pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at) values ($1, '{uploads}', '{}', '{}', 'api', 'test', 'completed', $2)`,
    [snapshotId, at],
  );
  await database().pool.query(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least, unlisted_accounts)
     values ($1, $1, $2, 3, 0, 0, 0, true, '{333344445555}')`,
    [snapshotId, at],
  );
  await bucket('222233334444', 'films-a', 'exact', 200);
  await bucket('222233334444', 'films-b', 'exact', 50);
  await bucket('333344445555', 'dev-a', 'denied', null);
});
afterAll(() => close());

test('every account is told with its unit and the figures of the newest snapshot', async () => {
  const views = await accountViews();
  expect(views.map(({ name }) => name)).toEqual(['dev', 'Films', 'main', 'odd']);
  expect(await accountView('222233334444')).toMatchObject({
    name: 'Films',
    ownName: 'media',
    ou: ['Workloads', 'Prod'],
    reachable: 'yes',
    buckets: 2,
    uploads: 25,
    bytes: 250,
    monthlyUsd: 2.5,
    protectedBuckets: 1,
    unreadable: 0,
    atLeast: false,
    denied: [],
  });
  expect(await accountView('333344445555')).toMatchObject({ buckets: 1, bytes: 0, unreadable: 1, atLeast: true });
  expect(await accountView('999999999999')).toBeNull();
});

test('what is not looked at is told with the reason, and its 0 is a lower bound', async () => {
  expect(await accountView('444455556666')).toMatchObject({
    buckets: 0,
    bytes: 0,
    atLeast: true,
    lastKnown: null,
    notLookedAt: 'Account odd (444455556666) is SUSPENDED in its organization, so it cannot be read.',
  });
  expect((await bucketTotals({ snapshotId, filter: { account: '444455556666' } })).atLeast).toBe(true);
  expect((await bucketTotals({ snapshotId, filter: { account: '999999999999' } })).atLeast).toBe(true);
  expect((await accountView('111122223333'))?.notLookedAt).toBeNull();
});

test('until the next look what is in the snapshot of an account that was left out is what was known last', async () => {
  const { pool } = database();
  await pool.query(
    `update bucket b set known_uploads = s.uploads, known_bytes = s.bytes, known_monthly_usd = s.monthly_usd, known_at = s.checked_at
     from bucket_snapshot s where s.bucket_id = b.id and s.bytes is not null`,
  );
  expect((await accountView('222233334444'))?.lastKnown).toBeNull();
  await pool.query(`update account set excluded = true where id = '222233334444'`);
  try {
    expect(await accountView('222233334444')).toMatchObject({
      buckets: 2,
      notLookedAt: expect.stringContaining('is left out'),
      lastKnown: { buckets: 2, uploads: 25, bytes: 250, monthlyUsd: 2.5, atLeast: false },
    });
  } finally {
    await pool.query(`update account set excluded = false where id = '222233334444'`);
  }
});

test('an account was looked at when it was listed, or a bucket of it was tried, also where nothing was read', async () => {
  const { pool } = database();
  const lookedAt = async () => (await accountView('333344445555'))?.lookedAt ?? null;
  const { rows } = await pool.query<{ listed: Date | null; tried: Date }>(
    `select a.listed_at as listed, s.checked_at as tried from account a join bucket_snapshot s on s.account_id = a.id where a.id = '333344445555'`,
  );
  const [row] = rows;
  expect(await accountView('333344445555')).toMatchObject({ checkedAt: null, lookedAt: row?.tried });
  const later = new Date((row?.tried.getTime() ?? 0) + 60_000);
  await pool.query(`update account set listed_at = $1 where id = '333344445555'`, [later]);
  expect(await lookedAt()).toEqual(later);
  await pool.query(`update bucket_snapshot set checked_at = null where account_id = '333344445555'`);
  await pool.query(`update account set listed_at = null where id = '333344445555'`);
  expect(await lookedAt()).toBeNull();
  await pool.query(`update account set listed_at = $1 where id = '333344445555'`, [row?.listed]);
  await pool.query(`update bucket_snapshot set checked_at = $1 where account_id = '333344445555'`, [row?.tried]);
});

test('an account that was never listed, or taken in again since, makes its totals lower bounds', async () => {
  const { pool } = database();
  const atLeast = async (accountId: string) => [
    (await accountView(accountId))?.atLeast,
    (await bucketTotals({ snapshotId, filter: { account: accountId } })).atLeast,
  ];
  expect(await atLeast('111122223333')).toEqual([false, false]);
  await pool.query(`update account set listed_at = null where id = '111122223333'`);
  expect(await atLeast('111122223333')).toEqual([true, true]);
  await pool.query(`update account set listed_at = $1 where id = '111122223333'`, [at]);
  await pool.query(
    `insert into bucket (account_id, name, region, first_seen_at, last_seen_at) values ('111122223333', 'back', 'us-east-1', $1, $1)`,
    [at],
  );
  expect(await atLeast('111122223333')).toEqual([true, true]);
  await pool.query(`delete from bucket where name = 'back'`);
});

test('buckets and totals can be narrowed to a unit and all below it', async () => {
  const under = async (ou: string) => {
    const { items, total } = await listBuckets({ snapshotId, filter: { ou }, sort: 'name', limit: 10 });
    expect(total).toBe(items.length);
    const { buckets, bytes, atLeast } = await bucketTotals({ snapshotId, filter: { ou } });
    return { names: items.map(({ name }) => name), buckets, bytes, atLeast };
  };
  expect(await under('Workloads')).toEqual({
    names: ['dev-a', 'films-a', 'films-b'],
    buckets: 3,
    bytes: 250,
    atLeast: true,
  });
  expect(await under('Workloads/Prod')).toEqual({
    names: ['films-a', 'films-b'],
    buckets: 2,
    bytes: 250,
    atLeast: false,
  });
  // Its only account is suspended: none of it is seen, which is not 0.
  expect(await under('Workloads%2FProd')).toEqual({ names: [], buckets: 0, bytes: 0, atLeast: true });
  expect(await under('Nowhere')).toMatchObject({ buckets: 0, atLeast: true });
  expect((await bucketTotals({ snapshotId, filter: {} })).atLeast).toBe(true);
  expect((await bucketTotals({ snapshotId, filter: { account: '222233334444' } })).atLeast).toBe(false);
});
