/** A starter budget in an AWS Budgets that we did not write. It does not tell whom a budget tells. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { motoAccount as accountId, motoIsThere, startMoto } from '#lib/aws/moto-server.test-support.ts';
import { closeBoss } from '#lib/collect/queue.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity } from '#lib/store/activity.ts';
import { applyStarterBudget } from './starter-budget-apply.ts';
import { planStarterBudget } from './starter-budget-plan.ts';
import { undoStarterBudget } from './starter-budget-undo.ts';

const input = { accountId, amountUsd: 5, name: 'straybytes-daily', emails: ['ann@example.com'] };

describe.runIf(motoIsThere('the contract test of the starter budget'))('against moto', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let store: Awaited<ReturnType<typeof testDatabase>>;
  const variables: Record<string, string> = {
    AWS_ACCESS_KEY_ID: 'moto',
    AWS_SECRET_ACCESS_KEY: 'moto',
    AWS_REGION: 'us-east-1',
  };

  beforeAll(async () => {
    store = await testDatabase();
    moto = await startMoto();
    Object.assign(process.env, variables, { AWS_ENDPOINT_URL: moto.url });
    resetEnv();
  });
  afterAll(async () => {
    await closeBoss();
    await store?.drop();
    moto?.stop();
    for (const name of ['AWS_ENDPOINT_URL', ...Object.keys(variables)]) delete process.env[name];
    resetEnv();
  });

  /** As another tool asks, without our readers. */
  async function ask(operation: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(moto.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSBudgetServiceGateway.${operation}`,
        authorization: 'AWS4-HMAC-SHA256 Credential=moto/20261123/us-east-1/budgets/aws4_request',
      },
      body: JSON.stringify({ AccountId: accountId, ...body }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  test('another tool reads what was created here; a repeated call creates nothing; undo deletes it', async () => {
    expect(await planStarterBudget(input)).toMatchObject({ outcome: 'create' });
    const { starter, outcome } = await applyStarterBudget({ ...input, actor: 'ada' });
    expect(outcome).toBe('created');
    expect(await ask('DescribeBudget', { BudgetName: input.name })).toMatchObject({
      Budget: {
        BudgetName: input.name,
        BudgetType: 'COST',
        TimeUnit: 'DAILY',
        BudgetLimit: { Amount: expect.stringMatching(/^5(\.0)?$/), Unit: 'USD' },
        CostTypes: { IncludeCredit: false, IncludeRefund: false, IncludeTax: true },
      },
    });
    const { Notifications } = await ask('DescribeNotificationsForBudget', { BudgetName: input.name });
    expect(Notifications).toMatchObject([{ Threshold: 80 }, { Threshold: 100 }]);

    const again = await applyStarterBudget({ ...input, actor: 'bob' });
    expect(again).toMatchObject({ outcome: 'found', starter: { starterId: starter?.starterId, actor: 'ada' } });
    const { Budgets } = await ask('DescribeBudgets', {});
    expect(Budgets).toHaveLength(1);
    const other = applyStarterBudget({ ...input, amountUsd: 6, actor: 'bob' });
    await expect(other).rejects.toMatchObject({ code: 'conflict', details: { reason: 'different' } });

    const starterId = starter?.starterId ?? '';
    expect((await undoStarterBudget({ starterId, actor: 'bob' })).starter).toMatchObject({ state: 'undone' });
    expect((await ask('DescribeBudgets', {})).Budgets).toEqual([]);
    const { items } = await listActivity({ limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(['budget.undo', 'budget.refuse', 'budget.create']);
  });

  test('what another tool made of the same name is not taken for ours', async () => {
    const Budget = {
      BudgetName: 'theirs',
      BudgetType: 'COST',
      TimeUnit: 'DAILY',
      BudgetLimit: { Amount: '5', Unit: 'USD' },
    };
    await ask('CreateBudget', { Budget });
    const plan = planStarterBudget({ ...input, name: 'theirs' });
    await expect(plan).rejects.toMatchObject({ code: 'conflict' });
  });
});
