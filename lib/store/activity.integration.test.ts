import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity, recordActivity } from './activity.ts';
import { database } from './database.ts';
import { fromAddress } from './origin.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
  const at = new Date('2026-11-23T12:00:00.000Z');
  await recordActivity({ at, actor: 'schedule', action: 'collect.request' });
  await fromAddress('203.0.113.5', async () => {
    await Promise.resolve();
    await recordActivity({ at, actor: 'Ada', action: 'fix.apply' });
  });
  await recordActivity({ at, actor: 'Ada', action: 'session.begin', address: '198.51.100.7', audience: 'people' });
});
afterAll(() => store.drop());

describe('what happened', () => {
  it('says from where it was asked, and what is about people only to who may', async () => {
    const all = await listActivity({ limit: 10, people: true });
    expect(all.items.map(({ action, address }) => [action, address])).toEqual([
      ['session.begin', '198.51.100.7'],
      ['fix.apply', '203.0.113.5'],
      ['collect.request', null],
    ]);
    const estate = await listActivity({ limit: 10 });
    expect(estate.items.map(({ action }) => action)).toEqual(['fix.apply', 'collect.request']);
  });

  it.each([
    `update activity set actor = 'nobody'`,
    'update activity set actor = actor where false',
    'delete from activity',
    'delete from activity where id = 1',
    'truncate activity',
    'truncate activity cascade',
    `insert into activity (id, at, actor, action, detail) values (1, now(), 'x', 'y', '{}') on conflict (id) do update set actor = 'x'`,
    `set session_replication_role = replica; delete from activity`,
  ])('cannot be changed: %s', async (sql) => {
    const { pool } = database();
    const before = await pool.query('select jsonb_agg(a order by id) as all from activity a');
    const client = await pool.connect();
    try {
      await expect(client.query(sql)).rejects.toThrow(/What happened stays/);
    } finally {
      client.release(true);
    }
    expect((await pool.query('select jsonb_agg(a order by id) as all from activity a')).rows).toEqual(before.rows);
  });
});
