import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, openLab } from '#lib/collect/collecting.test-support.ts';
import { accountKinds } from '#lib/spend/reading.ts';
import { database } from '#lib/store/database.ts';
import { getAccounts } from './accounts.ts';
import { accountsAnswerSchema } from './accounts-output.ts';
import { get, ok, post } from './api.test-support.ts';
import { getCollect, postCollect } from './collect.ts';
import * as outputs from './outputs.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ environment: { API_TOKEN: 'correct-horse-battery' } });
});

afterAll(() => lab.close());

async function run(body: unknown) {
  const started = await ok(postCollect(post('/x', body)), outputs.collectStartedSchema, 202);
  const told = () => ok(getCollect(get('/x'), started), outputs.runSchema);
  await expect.poll(async () => (await told()).status, { timeout: 20_000 }).toBe('completed');
  return told();
}

test('money is collected by name, and told kind by kind', async () => {
  const { kinds, progress, partial, problems } = await run({ kinds: ['budgets', 'costs'] });
  expect(progress).toEqual({ done: 2, total: 2 });
  expect(kinds.map(({ kind, status }) => [kind, status])).toEqual([
    ['costs', 'done'],
    ['budgets', 'done'],
  ]);
  // This account has neither a bill nor a budget: the one is not known, the other is.
  expect(kinds.map(({ problem }) => problem !== null)).toEqual([true, false]);
  expect(partial).toBe(true);
  expect(problems).toEqual([{ accountId: '111122223333', bucket: null, problem: kinds[0]?.problem }]);
});

test('accounts are checked by name, told among the kinds and in Activity', async () => {
  const accounts = ['111122223333'];
  const { runId, kinds, progress, problems } = await run({ kinds: ['preflight'], accounts });
  expect({ progress, problems }).toEqual({ progress: { done: 2, total: 2 }, problems: [] });
  expect(kinds.map(({ kind, status }) => [kind, status])).toEqual([
    ['preflight', 'done'],
    ['guardrails', 'done'],
  ]);
  const { items } = await ok(getAccounts(get('/x')), accountsAnswerSchema);
  expect(items.map(({ accountId, reachable, fixRole }) => [accountId, reachable, fixRole?.usable])).toEqual([
    ['111122223333', 'yes', 'own'],
  ]);
  const { rows } = await database().pool.query(
    `select detail from activity where action = 'collect.request' and detail->>'runId' = $1`,
    [runId],
  );
  expect(rows).toMatchObject([{ detail: { kinds: ['preflight'], accounts } }]);
});

test('whoever knows buckets only is told of buckets', async () => {
  const { kinds, progress, partial, problems } = await run({});
  expect({ progress, partial, problems }).toEqual({ progress: { done: 0, total: 0 }, partial: false, problems: [] });
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'uploads',
    'lifecycle',
    ...accountKinds.filter((kind) => kind !== 'costs' && kind !== 'budgets'),
  ]);
});

test('a run that has begun and does not cover a request names the one after it', async () => {
  // Long enough to ask while it runs, on a busy machine too.
  lab.aws.faults.latencyMs = 2_000;
  const first = await ok(postCollect(post('/x', { kinds: ['budgets'] })), outputs.collectStartedSchema, 202);
  const told = (runId: string) => ok(getCollect(get('/x'), { runId }), outputs.runSchema);
  await expect.poll(async () => (await told(first.runId)).status, { interval: 5, timeout: 20_000 }).toBe('running');
  const second = await ok(postCollect(post('/x', { kinds: ['lifecycle'] })), outputs.collectStartedSchema, 202);
  lab.aws.faults.latencyMs = 0;
  expect(second).toMatchObject({ runId: first.runId, joined: true });
  const { followUpRunId = '' } = second;
  expect((await told(followUpRunId)).kinds.map(({ kind }) => kind)).toEqual(['lifecycle']);
  await expect.poll(async () => (await told(followUpRunId)).status, { timeout: 20_000 }).toBe('completed');
});
