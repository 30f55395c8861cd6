import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity, recordActivity } from '#lib/store/activity.ts';
import { database } from '#lib/store/database.ts';
import { getActivity, getActivityCsv } from './activity.ts';
import { activitiesSchema } from './activity-output.ts';
import { get, ok, refused } from './api.test-support.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
  process.env.API_TOKEN = 'correct-horse-battery';
  resetEnv();
  await database().pool.query(
    `insert into account (id, name, first_seen_at, last_seen_at) values ('111122223333', 'shop', now(), now())`,
  );
  const entries = [
    { at: '2026-11-01T23:59:59.999Z', actor: 'Ada', action: 'fix.apply', accountId: '111122223333', bucket: 'logs' },
    { at: '2026-11-02T00:00:00.000Z', actor: 'Ada', action: 'fix.undo', accountId: '111122223333', bucket: 'logs' },
    { at: '2026-11-03T12:00:00.000Z', actor: '=HYPERLINK("x")', action: 'collect.request', accountId: null },
    { at: '2026-11-04T00:00:00.000Z', actor: 'adam', action: 'fixture.made', accountId: '444455556666' },
  ];
  for (const { at, ...entry } of entries) await recordActivity({ at: new Date(at), ...entry });
  await recordActivity({ at: new Date('2026-11-05'), actor: 'Ada', action: 'session.begin', audience: 'people' });
});
afterAll(async () => {
  await store.drop();
  delete process.env.API_TOKEN;
  resetEnv();
});

const ask = async (query: string) =>
  (await ok(getActivity(get(`/api/v1/activity?${query}`)), activitiesSchema)).items.map(({ action }) => action);

describe('what happened, by API', () => {
  it.each([
    ['', ['fixture.made', 'collect.request', 'fix.undo', 'fix.apply']],
    ['action=fix', ['fix.undo', 'fix.apply']],
    ['action=fix.apply', ['fix.apply']],
    ['action=fi', []],
    ['actor=ADA', ['fixture.made', 'fix.undo', 'fix.apply']],
    ['actor=%25', []],
    ['from=2026-11-02', ['fixture.made', 'collect.request', 'fix.undo']],
    ['to=2026-11-04', ['collect.request', 'fix.undo', 'fix.apply']],
    ['from=2026-11-02&to=2026-11-03', ['fix.undo']],
    ['account=111122223333&actor=ada&action=fix', ['fix.undo', 'fix.apply']],
    // An operator does not see who signed in, also when asking for it by name.
    ['action=session', []],
  ])('%s', async (query, actions) => {
    expect(await ask(query)).toEqual(actions);
  });

  it('comes in pages that keep the filter', async () => {
    const first = await ok(getActivity(get('/api/v1/activity?action=fix&limit=1')), activitiesSchema);
    expect(first.items.map(({ action }) => action)).toEqual(['fix.undo']);
    const next = `/api/v1/activity?action=fix&limit=1&cursor=${first.nextCursor}`;
    const second = await ok(getActivity(get(next)), activitiesSchema);
    expect(second).toMatchObject({ items: [{ action: 'fix.apply' }], nextCursor: null });
  });

  it.each(['action=fix.', 'action=%00', 'from=2026-02-30', 'actor=%00', 'cursor=x', 'limit=0', 'who=ada'])(
    '%s is refused',
    async (query) => {
      await refused(getActivity(get(`/api/v1/activity?${query}`)), 400);
    },
  );

  it('is CSV that runs nothing in a spreadsheet, and taking it is noted', async () => {
    const answer = await getActivityCsv(get('/api/v1/activity.csv?from=2026-11-02&to=2026-11-04'));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="straybytes-activity-/);
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines).toEqual([
      'at,actor,action,from_address,account_id,bucket,fix_id,detail',
      `2026-11-03T12:00:00.000Z,"'=HYPERLINK(""x"")",collect.request,,,,,{}`,
      '2026-11-02T00:00:00.000Z,Ada,fix.undo,,111122223333,logs,,{}',
    ]);
    const noted = await listActivity({ action: 'export', limit: 10, people: true });
    expect(noted.items).toMatchObject([{ actor: 'api token', action: 'export.activity', audience: 'people' }]);
  });
});

describe('nothing of it changes', () => {
  it('in any statement of ours', async () => {
    const files = globSync('{app,components,lib,bench}/**/*.{ts,tsx}').filter(
      (file) => !/\.test(-support)?\.tsx?$/.test(file),
    );
    expect(files.length).toBeGreaterThan(300);
    const changing =
      /\b(update|delete\s+from|truncate(\s+table)?|alter\s+table|drop\s+table)\s+(only\s+)?"?activity\b|\bactivity\.(update|delete|upsert)/i;
    expect(files.filter((file) => changing.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
