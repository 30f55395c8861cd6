import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { account as accountId, type FixWorld, fixWorld } from '#lib/fix/fix.test-support.ts';
import type { SpendReading } from '#lib/spend/reading.ts';
import { excludeAccount } from '#lib/store/known-accounts.ts';
import { publishSpend } from '#lib/store/spend-snapshots.ts';
import { ok, refused } from './api.test-support.ts';
import { getBudgets, postStarter, postUndoStarter } from './budgets.ts';
import { budgetsAnswerSchema, starterPlanSchema, starterSchema } from './budgets-output.ts';

let world: FixWorld;
beforeAll(async () => {
  world = await fixWorld();
});
afterAll(() => world.close());

const url = 'http://localhost:3000/api/v1/budgets';
const list = () => ok(getBudgets(new Request(url)), budgetsAnswerSchema);
const post = (body: unknown) =>
  postStarter(new Request(`${url}/starter`, { method: 'POST', body: JSON.stringify(body) }));
const undo = (starterId: string) => postUndoStarter(new Request(url, { method: 'POST' }), { starterId });
const asked = { accountId, amountUsd: 5, emails: ['ann@example.com'] };

function reading(change: Partial<SpendReading>): SpendReading {
  const readAt = new Date('2026-11-23T06:00:00Z');
  return {
    kind: 'budgets',
    accountId,
    state: 'ok',
    problem: null,
    readAt,
    dataAt: readAt,
    currency: 'USD',
    data: null,
    ...change,
  };
}

test('before anything was read there are none, and no snapshot', async () => {
  expect(await list()).toEqual({ snapshotId: null, items: [], unread: [], missing: [], unknown: [] });
});

test('where guardrails alone were read, nothing is said of budgets', async () => {
  const runId = '00000000-0000-4000-8000-00000000a0a0';
  const guardrails = reading({ kind: 'guardrails', data: { judgements: [] } });
  await publishSpend({ runId, at: new Date('2026-11-22T06:00:00Z'), readings: [guardrails] });
  expect(await list()).toEqual({ snapshotId: null, items: [], unread: [], missing: [], unknown: [] });
});

test('a parameter that there is not is told by its name', async () => {
  const problem = await refused(getBudgets(new Request(`${url}?acount=1`)), 400);
  expect(problem.details).toEqual({ acount: 'is no parameter of this call, which has account, ou' });
});

test('budgets with their state, amounts to the last digit, and each subscriber once', async () => {
  const email = { type: 'EMAIL' as const, address: 'ann@example.com' };
  const alert = (threshold: number) => ({
    type: 'ACTUAL' as const,
    operator: 'GREATER_THAN' as const,
    threshold,
    thresholdType: 'PERCENTAGE' as const,
    state: 'OK',
    subscribers: [email],
  });
  const budget = {
    name: 'monthly',
    type: 'COST',
    timeUnit: 'MONTHLY',
    limit: { amount: '61000.00', unit: 'USD' },
    plannedLimits: null,
    autoAdjust: null,
    actual: { amount: '48210.0912345', unit: 'USD' },
    forecast: { amount: '63900.5', unit: 'USD' },
    start: '2026-01-01T00:00:00.000Z',
    end: null,
    includesCredits: true,
    includesRefunds: true,
    filter: null,
    lastUpdated: null,
    notifications: [alert(80), alert(100)],
  };
  const denied = { accountId: '222233334444', state: 'denied' as const, problem: 'AWS says no.', dataAt: null };
  const readings = [
    reading({ data: { budgets: [budget] } }),
    reading({ accountId: '333344445555', state: 'none', data: { budgets: [] } }),
    reading(denied),
  ];
  const runId = '00000000-0000-4000-8000-00000000b0b0';
  const snapshotId = await publishSpend({ runId, at: new Date('2026-11-23T06:00:00Z'), readings });
  const answer = await list();
  expect(answer).toMatchObject({
    snapshotId,
    items: [
      {
        accountId,
        name: 'monthly',
        type: 'COST',
        period: 'MONTHLY',
        periodStart: '2026-11-01',
        periodEnd: '2026-12-01',
        limit: '61000.00',
        actual: '48210.0912345',
        forecast: '63900.5',
        unit: 'USD',
        state: 'willExceed',
        tellsNobody: false,
        subscribers: [email],
        starterId: null,
      },
    ],
    unread: [{ accountId: '222233334444', state: 'denied', problem: 'AWS says no.' }],
    missing: [{ accountId: '333344445555' }],
  });
});

test('of an account that was left out since, nothing counts that was read before', async () => {
  const before = await list();
  expect(before.items.map((item) => item.accountId)).toEqual([accountId]);
  await excludeAccount({ accountId, excluded: true });
  const { items, missing, unread } = await list();
  expect(items).toEqual([]);
  expect([missing, unread]).toEqual([before.missing, before.unread]);
  await excludeAccount({ accountId, excluded: false });
  expect((await list()).items.map((item) => item.accountId)).toEqual([accountId]);
});

test('a starter budget is previewed by default, created on request, found again, and undone', async () => {
  const plan = await ok(post(asked), starterPlanSchema);
  expect(plan).toMatchObject({ outcome: 'create', name: 'straybytes-daily', request: { AccountId: accountId } });
  const created = await ok(post({ ...asked, dryRun: false }), starterSchema);
  expect(created).toMatchObject({ outcome: 'created', state: 'created', actor: 'local', request: plan.request });
  expect(await ok(post({ ...asked, dryRun: false }), starterSchema)).toMatchObject({
    outcome: 'found',
    starterId: created.starterId,
  });
  expect(await ok(post(asked), starterPlanSchema)).toMatchObject({ outcome: 'found' });
  const other = await refused(post({ ...asked, amountUsd: 6, dryRun: false }), 409);
  expect(other).toMatchObject({ code: 'conflict', detail: expect.stringContaining('not 6 USD') });
  const undone: z.infer<typeof starterSchema> = await ok(undo(created.starterId ?? ''), starterSchema);
  expect(undone).toMatchObject({ outcome: 'undone', state: 'undone', starterId: created.starterId });
  expect(await ok(undo(created.starterId ?? ''), starterSchema)).toMatchObject({ state: 'undone' });
});

test.each<[string, object, string]>([
  ['an address that is none', { emails: ['ann'] }, 'emails'],
  ['eleven addresses', { emails: Array.from({ length: 11 }, (_, index) => `a${index}@example.com`) }, 'emails'],
  ['nobody to tell', { emails: [] }, 'emails'],
  ['an amount of 0', { amountUsd: 0 }, 'amountUsd'],
  ['an amount in words', { amountUsd: 'five' }, 'amountUsd'],
  ['a colon in the name', { name: 'a:b' }, 'name'],
  ['a NUL in the name', { name: 'a\u0000b' }, 'name'],
  ['no account', { accountId: '' }, 'accountId'],
  ['a field nobody knows', { limit: 5 }, 'body'],
])('%s is refused with the field that is wrong', async (_, change, field) => {
  const problem = await refused(post({ ...asked, ...change, dryRun: false }), 400);
  expect(problem.details).toHaveProperty(field);
});

test('a limit of AWS is told for what it is', async () => {
  world.aws.faults.set({ budgets: { limit: 0 } });
  const problem = await refused(post({ ...asked, name: 'one too many', dryRun: false }), 409);
  world.aws.faults.reset();
  expect(problem).toMatchObject({
    title: 'A limit of AWS is reached',
    detail: expect.stringContaining('Service Quotas'),
  });
});

test('what was not created here cannot be undone here', async () => {
  await refused(undo('00000000-0000-4000-8000-000000000000'), 404);
  await refused(undo('not-an-id'), 400);
});
