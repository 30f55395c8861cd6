import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity, recordActivity } from './activity.ts';

const at = new Date('2026-11-23T12:00:00.000Z');
const [ours, other, third] = ['111122223333', '444455556666', '777788889999'];
let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  const record = (action: string, more: object) => recordActivity({ at, actor: 'ada', action, ...more });
  await record('fix.apply', { accountId: ours, bucket: 'b' });
  await record('fix.undo', { accountId: other, bucket: 'b' });
  await record('collect.request', { detail: { kinds: ['uploads'], accounts: [ours, third] } });
  await record('collect.refuse', { detail: { kinds: ['uploads'], accounts: 'all' } });
  await record('report.share', { detail: { week: '2026-W47' } });
});

afterAll(() => store.drop());

async function actions(accountIds?: string[]) {
  const { items } = await listActivity({ limit: 10, accountIds });
  return items.map(({ action }) => action);
}

test('of some accounts only what was done in them, and looks that named them', async () => {
  expect(await actions()).toHaveLength(5);
  expect(await actions([ours])).toEqual(['collect.request', 'fix.apply']);
  expect(await actions([other, third])).toEqual(['collect.request', 'fix.undo']);
  expect(await actions([])).toEqual([]);
});

test('of some accounts by pages', async () => {
  const first = await listActivity({ limit: 1, accountIds: [ours] });
  expect(first.items.map(({ action }) => action)).toEqual(['collect.request']);
  const rest = await listActivity({ limit: 1, accountIds: [ours], cursor: first.nextCursor ?? '' });
  expect(rest.items.map(({ action }) => action)).toEqual(['fix.apply']);
  expect(rest.nextCursor).toBeNull();
});
