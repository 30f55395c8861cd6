import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Budget,
  CreateBudgetCommand,
  DeleteBudgetCommand,
  DescribeBudgetCommand,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  type NotificationWithSubscribers,
  UpdateBudgetCommand,
} from '@aws-sdk/client-budgets';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userKeys } from '../caller.ts';
import { type AccountName, accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { budgets } from '../spend-client.test-support.ts';
import { stsClient } from '../test-client.test-support.ts';

const now = new Date('2026-11-23T12:25:00Z');
const sandbox = accountIds.sandbox;
const daily: Budget = {
  BudgetName: 'starter',
  BudgetType: 'COST',
  TimeUnit: 'DAILY',
  BudgetLimit: { Amount: '5', Unit: 'USD' },
};
const email = (Address: string) => ({ SubscriptionType: 'EMAIL' as const, Address });
const alert = (Threshold: number, addresses: string[]): NotificationWithSubscribers => ({
  Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold },
  Subscribers: addresses.map(email),
});

let aws: SimulatedAws;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'simulated-budgets-'));
  aws = await start();
});

afterEach(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

function start(): Promise<SimulatedAws> {
  return startSimulatedAws({ now, organization: seededOrganization, journal: path.join(folder, 'world.jsonl') });
}

const client = (name: AccountName = 'sandbox') => budgets(aws.url, userKeys(accountIds[name]));

async function listed(name: AccountName): Promise<Budget[]> {
  const { Budgets = [] } = await client(name).send(new DescribeBudgetsCommand({ AccountId: accountIds[name] }));
  return Budgets;
}

async function found(name: AccountName, BudgetName: string): Promise<Budget> {
  const { Budget } = await client(name).send(new DescribeBudgetCommand({ AccountId: accountIds[name], BudgetName }));
  if (!Budget) throw new Error(`no budget ${BudgetName}`);
  return Budget;
}

function create(budget: Partial<Budget> = {}, alerts: NotificationWithSubscribers[] = []) {
  return client().send(
    new CreateBudgetCommand({
      AccountId: sandbox,
      Budget: { ...daily, ...budget },
      NotificationsWithSubscribers: alerts,
    }),
  );
}

const amount = (spend: { Amount?: string | undefined } | undefined) => Number(spend?.Amount);

describe('a new budget', () => {
  test('is described with defaults, alerts and subscribers, and outlives a restart', async () => {
    const topic = 'arn:aws:sns:us-east-1:883920517406:alerts';
    const sns = { SubscriptionType: 'SNS' as const, Address: topic };
    const subscribed = { ...alert(80, ['a@example.com']), Subscribers: [email('a@example.com'), sns] };
    await create({ CostTypes: { IncludeCredit: false } }, [subscribed, alert(100, ['a@example.com'])]);
    await aws.close();
    aws = await start();
    const budget = await found('sandbox', 'starter');
    expect(budget).toMatchObject({ ...daily, CostTypes: { IncludeCredit: false, IncludeTax: true } });
    expect(budget.TimePeriod).toEqual({
      Start: new Date('2026-11-23T00:00:00Z'),
      End: new Date('2087-06-15T00:00:00Z'),
    });
    expect(budget.LastUpdatedTime?.getTime()).toBeGreaterThanOrEqual(now.getTime());
    expect(amount(budget.CalculatedSpend?.ActualSpend)).toBeGreaterThan(0);
    expect(budget.CalculatedSpend?.ForecastedSpend).toBeUndefined();
    const asked = { AccountId: sandbox, BudgetName: 'starter' };
    const { Notifications = [] } = await client().send(new DescribeNotificationsForBudgetCommand(asked));
    expect(Notifications.map(({ Threshold, ThresholdType }) => [Threshold, ThresholdType])).toEqual([
      [80, 'PERCENTAGE'],
      [100, 'PERCENTAGE'],
    ]);
    const [Notification] = Notifications;
    const { Subscribers } = await client().send(
      new DescribeSubscribersForNotificationCommand({ ...asked, Notification }),
    );
    expect(Subscribers).toEqual([email('a@example.com'), sns]);
  });

  test('is changed and deleted, and then unknown', async () => {
    await create();
    const NewBudget: Budget = { ...daily, BudgetLimit: { Amount: '7', Unit: 'USD' } };
    await client().send(new UpdateBudgetCommand({ AccountId: sandbox, NewBudget }));
    expect((await found('sandbox', 'starter')).BudgetLimit?.Amount).toBe('7');
    const gone = new DeleteBudgetCommand({ AccountId: sandbox, BudgetName: 'starter' });
    await client().send(gone);
    await aws.close();
    aws = await start();
    expect(await listed('sandbox')).toEqual([]);
    const unknown = { name: 'NotFoundException' };
    await expect(client().send(gone)).rejects.toMatchObject(unknown);
    await expect(found('sandbox', 'starter')).rejects.toMatchObject(unknown);
    await expect(client().send(new UpdateBudgetCommand({ AccountId: sandbox, NewBudget }))).rejects.toMatchObject(
      unknown,
    );
    await expect(
      client().send(new DescribeNotificationsForBudgetCommand({ AccountId: sandbox, BudgetName: 'starter' })),
    ).rejects.toMatchObject(unknown);
  });

  test('takes no name twice, and no more than the limit', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'DuplicateRecordException' });
    aws.faults.budgets.limit = 1;
    await expect(create({ BudgetName: 'second' })).rejects.toMatchObject({ name: 'CreationLimitExceededException' });
  });

  test('comes by pages', async () => {
    for (const name of ['c', 'a', 'b']) await create({ BudgetName: name });
    const page = (NextToken?: string) =>
      client().send(new DescribeBudgetsCommand({ AccountId: sandbox, MaxResults: 2, ...(NextToken && { NextToken }) }));
    const first = await page();
    expect(first.Budgets?.map(({ BudgetName }) => BudgetName)).toEqual(['a', 'b']);
    const second = await page(first.NextToken);
    expect(second.Budgets?.map(({ BudgetName }) => BudgetName)).toEqual(['c']);
    expect(second.NextToken).toBeUndefined();
    await expect(page('x')).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });
});

describe('who may', () => {
  async function session(role: 'StraybytesRead' | 'StraybytesFix') {
    const { Credentials } = await stsClient(aws.url).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${sandbox}:role/${role}`, RoleSessionName: 'tester' }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return budgets(aws.url, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
  }

  test('the reading role reads, the fixing role creates and deletes', async () => {
    const order = new CreateBudgetCommand({ AccountId: sandbox, Budget: daily });
    const reader = await session('StraybytesRead');
    expect((await reader.send(new DescribeBudgetsCommand({ AccountId: sandbox }))).Budgets).toEqual([]);
    await expect(reader.send(order)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('no identity-based policy allows the budgets:ModifyBudget action'),
    });
    const fixer = await session('StraybytesFix');
    await fixer.send(order);
    await fixer.send(new DeleteBudgetCommand({ AccountId: sandbox, BudgetName: 'starter' }));
  });

  test('nobody in another account', async () => {
    const ask = client('core').send(new DescribeBudgetsCommand({ AccountId: sandbox }));
    await expect(ask).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
