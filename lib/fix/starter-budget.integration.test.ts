import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBudget } from '#lib/aws/create-budget.ts';
import { deleteBudget } from '#lib/aws/delete-budget.ts';
import { describeBudget } from '#lib/aws/describe-budget.ts';
import { demoAccessKeyId } from '#lib/demo/caller.ts';
import { starterBudget } from '#lib/spend/starter-budget.ts';
import { listActivity } from '#lib/store/activity.ts';
import { openRun } from '#lib/store/runs.ts';
import { account as accountId, type FixWorld, fixWorld } from './fix.test-support.ts';
import { applyStarterBudget } from './starter-budget-apply.ts';
import { planStarterBudget } from './starter-budget-plan.ts';
import { MOST_BUDGETS } from './starter-budget-room.ts';
import { undoStarterBudget } from './starter-budget-undo.ts';

const member = '999900001111';
const name = 'straybytes-daily';
const topic = 'arn:aws:sns:us-east-1:111122223333:cost-alerts';
const input = { accountId, amountUsd: 5, name, emails: ['ann@example.com', 'bob@example.com'], snsTopicArn: topic };
const target = { accountId, region: 'us-east-1', power: 'fix' } as const;

let world: FixWorld;
let seen: string[];
beforeEach(async () => {
  world = await fixWorld({ member });
  seen = [];
  world.aws.onRequest(({ operation }) => seen.push(operation));
});
afterEach(() => world.close());

const apply = (change: Partial<typeof input> = {}) => applyStarterBudget({ ...input, ...change, actor: 'ada' });
const live = () => describeBudget({ target, name });
const actions = async () => (await listActivity({ limit: 20 })).items.map(({ action }) => action);
const calls = (operation: string) => seen.filter((call) => call === operation).length;

/** Somebody else's, or the same again, straight in AWS. */
async function inAws(change: Partial<typeof input> = {}): Promise<void> {
  const request = starterBudget({ ...input, ...change });
  if (!request.ok) throw request.error;
  await createBudget({ target, request: request.value });
}

/** Somebody changes it in the console: UpdateBudget leaves the alerts as they are. */
async function changeInAws(change: object): Promise<void> {
  const { budget } = world.aws.world.budgets.find(accountId, name) ?? {};
  const response = await fetch(world.aws.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSBudgetServiceGateway.UpdateBudget',
      authorization: `AWS4-HMAC-SHA256 Credential=${demoAccessKeyId}/20261123/us-east-1/budgets/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ AccountId: accountId, NewBudget: { ...budget, ...change } }),
  });
  expect(await response.text()).toBe('{}');
}
const costTypes = (change: object) => ({ CostTypes: { IncludeCredit: false, IncludeRefund: false, ...change } });
const changes: [string, object, RegExp][] = [
  ['amortized costs', costTypes({ UseAmortized: true }), /UseAmortized is true/],
  ['no tax', costTypes({ IncludeTax: false }), /IncludeTax is false/],
  ['no support', costTypes({ IncludeSupport: false }), /IncludeSupport is false/],
  ['an end', { TimePeriod: { Start: 1_763_856_000, End: 1_798_761_600 } }, /ends on 2027-01-01/],
  ['one service', { CostFilters: { Service: ['AWS Lambda'] } }, /narrowed to: service is AWS Lambda/],
];

describe('a plan', () => {
  test('is the exact request and writes nothing', async () => {
    const plan = await planStarterBudget(input);
    expect(plan).toMatchObject({ accountId, name, outcome: 'create', starterId: null });
    const told = [
      { SubscriptionType: 'EMAIL', Address: 'ann@example.com' },
      { SubscriptionType: 'EMAIL', Address: 'bob@example.com' },
      { SubscriptionType: 'SNS', Address: topic },
    ];
    const alert = (Threshold: number) => ({
      Notification: {
        NotificationType: 'ACTUAL',
        ComparisonOperator: 'GREATER_THAN',
        Threshold,
        ThresholdType: 'PERCENTAGE',
      },
      Subscribers: told,
    });
    expect(plan.request).toMatchObject({
      AccountId: accountId,
      Budget: {
        BudgetName: name,
        BudgetType: 'COST',
        TimeUnit: 'DAILY',
        BudgetLimit: { Amount: '5', Unit: 'USD' },
        CostTypes: { IncludeCredit: false, IncludeRefund: false },
      },
      NotificationsWithSubscribers: [alert(80), alert(100)],
    });
    expect(await live()).toBeNull();
    expect(await actions()).toEqual([]);
  });

  test.each<[string, Partial<typeof input>, string]>([
    ['an address that is none', { emails: ['ann@'] }, 'emails'],
    ['eleven addresses', { emails: Array.from({ length: 11 }, (_, index) => `a${index}@example.com`) }, 'emails'],
    ['nobody to tell', { emails: [], snsTopicArn: '' }, 'emails'],
    ['no amount', { amountUsd: 0 }, 'amountUsd'],
    ['less than nothing', { amountUsd: -5 }, 'amountUsd'],
    ['a name with a colon', { name: 'a:b' }, 'name'],
    ['an account that is none', { accountId: '1234' }, 'accountId'],
    ['a topic that is none', { snsTopicArn: 'cost-alerts' }, 'snsTopicArn'],
  ])('of %s is refused before anything is sent', async (_, change, field) => {
    const refusals = [planStarterBudget({ ...input, ...change }), apply(change)];
    for (const refusal of refusals)
      await expect(refusal).rejects.toMatchObject({ code: 'invalid', details: { [field]: expect.any(String) } });
    expect(calls('DescribeBudget') + calls('CreateBudget')).toBe(0);
  });
});

describe('creating', () => {
  test('makes the budget with its alerts, tells Activity, and asks for a look', async () => {
    const { outcome, starter, runId } = await apply();
    expect(outcome).toBe('created');
    expect(starter).toMatchObject({ state: 'created', actor: 'ada', appliedAt: expect.any(Date), problem: null });
    expect(await live()).toMatchObject({
      name,
      type: 'COST',
      timeUnit: 'DAILY',
      limit: { unit: 'USD' },
      includesCredits: false,
      includesRefunds: false,
    });
    const alerts = (await live())?.notifications?.map(({ threshold, subscribers }) => [threshold, subscribers?.length]);
    expect(alerts?.sort()).toEqual([
      [100, 3],
      [80, 3],
    ]);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([
      {
        action: 'budget.create',
        actor: 'ada',
        accountId,
        detail: { name, amountUsd: 5, starterId: starter?.starterId },
      },
    ]);
    expect(await openRun()).toMatchObject({ runId, kinds: ['budgets'], accounts: [accountId] });
  });

  test('twice creates one', async () => {
    const first = await apply();
    const second = await apply();
    expect(second).toMatchObject({ outcome: 'found', starter: { starterId: first.starter?.starterId } });
    expect(calls('CreateBudget')).toBe(1);
    expect(await planStarterBudget(input)).toMatchObject({ outcome: 'found', starterId: first.starter?.starterId });
    expect(await actions()).toEqual(['budget.create']);
  });

  test('twice at once creates one', async () => {
    const both = await Promise.all([apply(), apply()]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['created', 'found']);
    expect(new Set(both.map(({ starter }) => starter?.starterId)).size).toBe(1);
    expect(calls('CreateBudget')).toBe(1);
  });

  test('finds an equal one that somebody else created, which is not ours to undo', async () => {
    await inAws();
    expect(await apply()).toMatchObject({ outcome: 'found', starter: null });
    expect(calls('CreateBudget')).toBe(1);
  });

  test.each<[string, Partial<typeof input>]>([
    ['limit', { amountUsd: 7 }],
    ['addresses', { emails: ['carol@example.com'] }],
    ['topic', { snsTopicArn: '' }],
  ])('different %s under the same name is a conflict, and nothing is written', async (_, change) => {
    await inAws(change);
    const before = await live();
    await expect(planStarterBudget(input)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'different' },
    });
    await expect(apply()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'different' } });
    expect(await live()).toEqual(before);
    expect(await actions()).toEqual(['budget.refuse']);
  });

  test.each(changes)('one of the same name with %s is a conflict', async (_, change, says) => {
    await inAws();
    await changeInAws(change);
    const conflict = { code: 'conflict', message: expect.stringMatching(says) };
    await expect(planStarterBudget(input)).rejects.toMatchObject(conflict);
    await expect(apply()).rejects.toMatchObject(conflict);
  });

  test('in another account uses its fixing role; without the action it says so', async () => {
    const { outcome } = await apply({ accountId: member });
    expect(outcome).toBe('created');
    world.aws.faults.set({ denied: [{ action: 'budgets:ModifyBudget', by: 'identity-based policy' }] });
    const refusal = apply({ accountId: member, name: 'another' });
    await expect(refusal).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('budgets:ModifyBudget'),
    });
    expect(await actions()).toEqual(['budget.refuse', 'budget.create']);
  });

  test('at the limit of budgets says so, and may be tried again', async () => {
    world.aws.faults.set({ budgets: { limit: 0 } });
    const refusal = apply();
    await expect(refusal).rejects.toMatchObject({ code: 'refused', details: { reason: 'awsLimit' } });
    await expect(refusal).rejects.toThrow(/limit .*Delete what is no longer needed, or ask AWS for more/);
    world.aws.faults.reset();
    expect(await apply()).toMatchObject({ outcome: 'created' });
  });

  test('where the account has as many as AWS allows, is refused before anything is sent', async () => {
    const budget = { BudgetType: 'USAGE', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '1', Unit: 'GB' } };
    for (let index = 0; index < MOST_BUDGETS; index += 1)
      world.aws.world.budgets.put({ accountId, budget: { BudgetName: `b${index}`, ...budget }, notifications: [] });
    const full = {
      code: 'refused',
      details: { reason: 'awsLimit' },
      message: expect.stringContaining('20,000 budgets'),
    };
    await expect(planStarterBudget(input)).rejects.toMatchObject(full);
    await expect(apply()).rejects.toMatchObject(full);
    expect(calls('CreateBudget')).toBe(0);
  });

  test('whose answer got lost, so that the repeated call finds it there, is ours', async () => {
    const request = starterBudget(input);
    let puts = 0;
    world.aws.onRequest(({ operation }) => {
      if (operation !== 'CreateBudget' || puts++ > 0 || !request.ok) return;
      const { Budget, NotificationsWithSubscribers } = request.value;
      const notifications = NotificationsWithSubscribers.map(({ Notification, Subscribers }) => ({
        notification: Notification,
        subscribers: Subscribers,
      }));
      world.aws.world.budgets.put({ accountId, budget: Budget, notifications });
    });
    expect(await apply()).toMatchObject({ outcome: 'created', starter: { state: 'created' } });
  });

  test('without an answer is not known, and nobody tries again meanwhile', async () => {
    world.aws.faults.set({ errors: [{ operation: 'CreateBudget', status: 500, code: 'InternalErrorException' }] });
    await expect(apply()).rejects.toMatchObject({ code: 'unreachable', details: { reason: 'unanswered' } });
    world.aws.faults.reset();
    await expect(apply()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'busy' } });
  });

  test('again after somebody deleted it closes the former record', async () => {
    const first = await apply();
    await deleteBudget({ target, name });
    const second = await apply();
    expect(second).toMatchObject({ outcome: 'created' });
    const undo = undoStarterBudget({ starterId: first.starter?.starterId ?? '', actor: 'ada' });
    await expect(undo).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('somebody else') });
  });
});

describe('undo', () => {
  test('deletes what was created here, once', async () => {
    const { starter } = await apply();
    const starterId = starter?.starterId ?? '';
    expect((await undoStarterBudget({ starterId, actor: 'bob' })).starter).toMatchObject({
      state: 'undone',
      undoneBy: 'bob',
      undoneAt: expect.any(Date),
    });
    expect(await live()).toBeNull();
    expect((await undoStarterBudget({ starterId, actor: 'bob' })).starter).toMatchObject({ state: 'undone' });
    expect(await actions()).toEqual(['budget.undo', 'budget.create']);
    expect(await apply()).toMatchObject({ outcome: 'created' });
  });

  test('leaves a budget alone that somebody changed', async () => {
    const { starter } = await apply();
    await deleteBudget({ target, name });
    await inAws({ amountUsd: 50 });
    const undo = undoStarterBudget({ starterId: starter?.starterId ?? '', actor: 'bob' });
    await expect(undo).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('not 5') });
    expect(Number((await live())?.limit?.amount)).toBe(50);
    expect(await actions()).toEqual(['budget.refuse', 'budget.create']);
  });

  test.each(changes)('leaves a budget alone that somebody changed: %s', async (_, change, says) => {
    const { starter } = await apply();
    await changeInAws(change);
    const undo = undoStarterBudget({ starterId: starter?.starterId ?? '', actor: 'bob' });
    await expect(undo).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(says) });
    expect(await live()).not.toBeNull();
  });

  test('of what somebody deleted by hand is done', async () => {
    const { starter } = await apply();
    await deleteBudget({ target, name });
    const { starter: undone } = await undoStarterBudget({ starterId: starter?.starterId ?? '', actor: 'bob' });
    expect(undone).toMatchObject({ state: 'undone' });
  });

  test('of nothing that was created here is not found', async () => {
    const undo = undoStarterBudget({ starterId: '00000000-0000-4000-8000-000000000000', actor: 'bob' });
    await expect(undo).rejects.toMatchObject({ code: 'notFound' });
  });
});
