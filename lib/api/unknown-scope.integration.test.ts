import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, type Lab, member } from '#lib/collect/collecting.test-support.ts';
import { database } from '#lib/store/database.ts';
import { getAccounts } from './accounts.ts';
import { getActivity, getActivityCsv } from './activity.ts';
import { get, openApi, refused } from './api.test-support.ts';
import { getBuckets } from './buckets.ts';
import { getBucketsCsv } from './buckets-csv.ts';
import { getBudgets } from './budgets.ts';
import { getCosts, getCostsCsv } from './costs.ts';
import { getFixes } from './fixes.ts';
import { getFocusCsv } from './focus.ts';
import { getGuardrails } from './guardrails.ts';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openApi();
  await database().pool.query(`update account set ou = array['Workloads', 'Prod'] where id = $1`, [member]);
});
afterAll(() => lab.close());

const handlers: Record<string, (request: Request) => Promise<Response>> = {
  '/api/v1/accounts': getAccounts,
  '/api/v1/activity': getActivity,
  '/api/v1/activity.csv': getActivityCsv,
  '/api/v1/buckets': getBuckets,
  '/api/v1/buckets.csv': getBucketsCsv,
  '/api/v1/budgets': getBudgets,
  '/api/v1/costs': getCosts,
  '/api/v1/costs.csv': getCostsCsv,
  '/api/v1/costs/focus.csv': getFocusCsv,
  '/api/v1/fixes': getFixes,
  '/api/v1/guardrails': getGuardrails,
};
const paths = Object.keys(handlers);

test('every call that can be narrowed is tried here, and its 404 is documented', () => {
  const narrowed = Object.entries(operations).filter(([, { get: own }]) => own?.query?.shape.ou);
  expect(narrowed.map(([path]) => path).sort()).toEqual(paths);
  const document = JSON.parse(JSON.stringify(openApiDocument()));
  for (const path of paths) expect(document.paths[path].get.responses, path).toHaveProperty('404');
});

test.each(paths)('%s of an account or a unit that nobody knows is not found, and no empty list', async (path) => {
  const ask = (search: string) => handlers[path]?.(get(`${path}?${search}`)) ?? Promise.reject(new Error(path));
  const unknown = await refused(ask('account=999999999999'), 404);
  expect(unknown).toMatchObject({ code: 'notFound', detail: expect.stringContaining('999999999999') });
  const unit = await refused(ask('ou=Workloads%2FProt'), 404);
  expect(unit).toMatchObject({ code: 'notFound', detail: expect.stringContaining('Workloads/Prot') });
  await refused(ask(`account=${account}&ou=Nowhere`), 404);
  for (const known of [`account=${account}`, 'ou=Workloads%2FProd', `account=${account}&ou=Workloads`, 'ou=']) {
    const answer = await ask(known);
    expect(answer.status, known).toBe(200);
    await answer.text();
  }
});

test('an account that is on the bill alone is known', async () => {
  await database().pool.query(`insert into cost_account (id, name) values ('888888888888', 'billed')`);
  expect((await getCosts(get('/api/v1/costs?account=888888888888'))).status).toBe(200);
});
