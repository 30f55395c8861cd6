import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from './database.ts';
import { staleLook } from './stale-look.ts';

let close: () => Promise<void>;
beforeAll(async () => {
  ({ drop: close } = await testDatabase());
});
afterAll(() => close());
beforeEach(() => database().pool.query('delete from collect_run'));

type Ended = { day: number; status: string; kinds?: string[]; accounts?: string[]; problem?: string };
const dayOf = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

async function ended({ day, status, kinds = ['uploads', 'lifecycle'], accounts = [], problem }: Ended): Promise<void> {
  await database().pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, problem, created_at, finished_at)
     values ($1, $2, $3, '{}', 'cron', 'test', $4, $5, $6, $6)`,
    [randomUUID(), kinds, accounts, status, problem ?? null, dayOf(day)],
  );
}

test('figures are as old as the last look at all buckets that succeeded, from the first one that failed since', async () => {
  expect(await staleLook()).toBeNull();
  await ended({ day: 20, status: 'failed', problem: 'Long ago.' });
  await ended({ day: 21, status: 'completed' });
  expect(await staleLook()).toBeNull();
  await ended({ day: 22, status: 'failed', problem: 'At first.' });
  await ended({ day: 23, status: 'failed', problem: 'At last.' });
  const stale = { since: dayOf(22), asOf: dayOf(21), problem: 'At last.' };
  expect(await staleLook()).toEqual(stale);
  await ended({ day: 24, status: 'completed', kinds: ['costs'] });
  await ended({ day: 24, status: 'completed', accounts: ['111122223333'] });
  expect(await staleLook()).toEqual(stale);
  await ended({ day: 25, status: 'completed', kinds: [] });
  expect(await staleLook()).toBeNull();
});

test('a look at money or at some accounts that fails says nothing of all buckets', async () => {
  await ended({ day: 21, status: 'completed' });
  await ended({ day: 22, status: 'failed', kinds: ['costs', 'budgets'] });
  await ended({ day: 22, status: 'failed', accounts: ['111122223333'] });
  expect(await staleLook()).toBeNull();
});
