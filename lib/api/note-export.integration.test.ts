import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { getBucketsCsv } from './buckets-csv.ts';
import { getCostsCsv } from './costs.ts';
import { getReportPicture } from './reports.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
  process.env.API_TOKEN = 'correct-horse-battery';
  resetEnv();
});
afterAll(async () => {
  await store.drop();
  delete process.env.API_TOKEN;
  resetEnv();
});

function get(path: string, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost:3000${path}`, { headers: { 'x-straybytes-client': '203.0.113.5', ...headers } });
}

it('who takes figures away is noted, with what and from where; who is refused or only looks is not', async () => {
  await getBucketsCsv(get('/api/v1/buckets.csv?coverage=none', { authorization: 'Bearer correct-horse-battery' }));
  await getBucketsCsv(get('/api/v1/buckets.csv?sort=nothing'));
  await getBucketsCsv(get('/api/v1/buckets.csv', { authorization: 'Bearer wrong' }));
  const shown = { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' };
  const picture = (headers: Record<string, string>) =>
    getReportPicture(get('/api/v1/reports/2026-W40.png', headers), { week: '2026-W40' });
  await picture(shown);
  await picture({});
  // A program that says that it is a page, and the page of a stranger.
  await picture({ ...shown, authorization: 'Bearer correct-horse-battery' });
  await picture({ 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' });
  await picture({ 'sec-fetch-dest': 'image' });
  await getBucketsCsv(get('/api/v1/buckets.csv', { 'sec-fetch-dest': 'image' }));
  expect((await getCostsCsv(get('/api/v1/costs.csv'))).status).toBe(200);
  const { rows } = await database().pool.query(
    `select actor, action, address, audience, detail from activity where action like 'export.%' order by id`,
  );
  const from = { address: '203.0.113.5', audience: 'people' };
  expect(rows).toEqual([
    { ...from, actor: 'api token', action: 'export.buckets', detail: { file: 'buckets.csv', query: 'coverage=none' } },
    { ...from, actor: 'local', action: 'export.picture', detail: { file: 'reports/2026-W40.png' } },
    { ...from, actor: 'api token', action: 'export.picture', detail: { file: 'reports/2026-W40.png' } },
    { ...from, actor: 'local', action: 'export.picture', detail: { file: 'reports/2026-W40.png' } },
    { ...from, actor: 'local', action: 'export.picture', detail: { file: 'reports/2026-W40.png' } },
    // Nobody shows a table as a picture.
    { ...from, actor: 'local', action: 'export.buckets', detail: { file: 'buckets.csv' } },
    { ...from, actor: 'local', action: 'export.costs', detail: { file: 'costs.csv' } },
  ]);
});
