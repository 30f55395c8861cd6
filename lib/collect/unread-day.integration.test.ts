import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { estateHistory } from '#lib/store/estate-history.ts';
import { account, addUploads, collect, type Lab, openLab } from './collecting.test-support.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await openLab();
  for (const name of ['open', 'vault']) {
    lab.aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
    addUploads(lab.aws, { bucket: name, count: 3 });
  }
  await collect();
  for (const table of ['account_day', 'bucket_day']) await database().pool.query(`update ${table} set day = day - 1`);
});
afterAll(() => lab.close());

async function historyBy(groupBy: 'account' | 'bucket') {
  const snapshot = await latestSnapshot();
  const { days } = await estateHistory({ days: 7, now: snapshot?.takenAt ?? new Date(), groupBy, top: 3 });
  return { before: days.at(0), last: days.at(-1) };
}

test('a day on which nothing of what held bytes could be read is not known, and no day of 0 B', async () => {
  lab.aws.faults.set({ denied: [{ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }] });
  await collect();
  const { before, last } = await historyBy('account');
  expect(before?.bytes).toBeGreaterThan(0);
  expect(before?.unreadable).toEqual({});
  expect(last).toMatchObject({ bytes: null, monthlyUsd: null, parts: { [account]: null, others: null } });
  expect(last?.unreadable[account]).toBeGreaterThanOrEqual(2);
});

test('where one bucket could not be read, what it held is a gap and what the others hold a lower bound', async () => {
  const denied = { bucket: 'vault', action: 's3:ListBucketMultipartUploads', by: 'service control policy' } as const;
  lab.aws.faults.set({ denied: [denied] });
  await collect();
  const { rows } = await database().pool.query<{ id: string }>(`select id::text as id from bucket where name = 'open'`);
  const id = rows[0]?.id ?? '';
  const { before, last } = await historyBy('bucket');
  const open = before?.parts[id] ?? 0;
  expect(open).toBeGreaterThan(0);
  expect(last).toMatchObject({
    bytes: open,
    parts: { [id]: open, others: null },
    unreadable: { [account]: 1 },
  });
  const byAccount = (await historyBy('account')).last;
  expect(byAccount).toMatchObject({ parts: { [account]: open }, atLeast: [account] });
});
