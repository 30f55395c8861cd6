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
import { trueCosts } from '../bill/true-costs.ts';
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

describe('the budgets of the demo', () => {
  test('are over, on track, of every period and type, and two accounts have none', async () => {
    const all = (await Promise.all(Object.keys(accountIds).map((name) => listed(name as AccountName)))).flat();
    expect(new Set(all.map(({ TimeUnit }) => TimeUnit))).toEqual(
      new Set(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']),
    );
    expect(new Set(all.map(({ BudgetType }) => BudgetType))).toEqual(
      new Set(['COST', 'USAGE', 'SAVINGS_PLANS_UTILIZATION']),
    );
    expect(all.filter(({ PlannedBudgetLimits }) => PlannedBudgetLimits)).toHaveLength(2);
    expect(await listed('security')).toEqual([]);
    expect(await listed('sandbox')).toEqual([]);
    const platform = await found('data-platform', 'data-platform');
    const over = amount(platform.CalculatedSpend?.ActualSpend) - amount(platform.BudgetLimit);
    expect(over).toBeGreaterThan(1084);
    expect(over).toBeLessThan(1140);
    const delivery = await found('media', 'media-delivery');
    expect(amount(delivery.CalculatedSpend?.ActualSpend)).toBeLessThan(amount(delivery.BudgetLimit));
    expect(amount(delivery.CalculatedSpend?.ForecastedSpend)).toBeGreaterThan(amount(delivery.BudgetLimit));
    expect((await found('ml-research', 'research')).AutoAdjustData?.AutoAdjustType).toBe('HISTORICAL');
  });

  test('have spent what the bill says', async () => {
    const spent = (question: Partial<Parameters<typeof trueCosts>[1]>) => {
      const whole = { from: '2026-11-01', to: '2026-12-01', ...question };
      return Number(trueCosts(aws.world.bill.at(aws.world.clock.now()), whole)[0]?.amount ?? 0);
    };
    const actual = async (name: AccountName, budget: string) =>
      amount((await found(name, budget)).CalculatedSpend?.ActualSpend);
    expect(await actual('core', 'organization')).toBe(spent({}));
    expect(await actual('core', 'core-platform')).toBe(spent({ account: accountIds.core }));
    expect(await actual('core', 'core-daily')).toBe(
      spent({ account: accountIds.core, from: '2026-11-23', recordTypes: ['usage'] }),
    );
    expect(await actual('media', 'media-delivery')).toBe(spent({ service: 'Amazon CloudFront' }));
    expect(await actual('analytics', 'analytics-quarter')).toBe(
      spent({ account: accountIds.analytics, from: '2026-10-01' }),
    );
  });

  test('show the limit of the period where limits are planned', async () => {
    const { BudgetLimit, PlannedBudgetLimits = {} } = await found('core', 'core-platform');
    expect(PlannedBudgetLimits[String(Date.parse('2026-11-01') / 1000)]).toEqual(BudgetLimit);
    const next = PlannedBudgetLimits[String(Date.parse('2026-12-01') / 1000)];
    aws.world.clock.advance({ days: 9 });
    expect((await found('core', 'core-platform')).BudgetLimit).toEqual(next);
  });

  test('sound their alarms, and one tells nobody', async () => {
    const alarms = async (name: AccountName, BudgetName: string) => {
      const { Notifications = [] } = await client(name).send(
        new DescribeNotificationsForBudgetCommand({ AccountId: accountIds[name], BudgetName }),
      );
      return Notifications.map((each) => [each.NotificationType, each.Threshold, each.NotificationState]);
    };
    expect(await alarms('data-platform', 'data-platform')).toEqual([
      ['ACTUAL', 80, 'ALARM'],
      ['ACTUAL', 100, 'ALARM'],
    ]);
    expect(await alarms('media', 'media-delivery')).toEqual([
      ['ACTUAL', 100, 'OK'],
      ['FORECASTED', 100, 'ALARM'],
    ]);
    expect(await alarms('core', 'compute-savings-plan')).toEqual([['ACTUAL', 95, 'ALARM']]);
    expect(await alarms('media', 'transcoding')).toEqual([]);
  });
});

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

describe('AWS refuses a budget', () => {
  const usd = (Amount: string) => ({ Amount, Unit: 'USD' });
  const eleven = Array.from({ length: 11 }, (_, index) => `a${index}@example.com`);
  const topics = ['one', 'two'].map((name) => ({
    SubscriptionType: 'SNS' as const,
    Address: `arn:aws:sns:us-east-1:883920517406:${name}`,
  }));
  const refused: [string, Partial<Budget>, NotificationWithSubscribers[], RegExp][] = [
    ['with a colon in its name', { BudgetName: 'a:b' }, [], /must not contain/],
    ['with a backslash in its name', { BudgetName: 'a\\b' }, [], /must not contain/],
    ['with a name of 101 characters', { BudgetName: 'a'.repeat(101) }, [], /1 to 100/],
    ['of nothing', { BudgetLimit: usd('0') }, [], /greater than 0/],
    ['below zero', { BudgetLimit: usd('-5') }, [], /not a number/],
    ['in another currency', { BudgetLimit: { Amount: '5', Unit: 'KRW' } }, [], /Unit KRW is invalid/],
    ['with limits planned by day', { BudgetLimit: undefined, PlannedBudgetLimits: { '1': usd('5') } }, [], /only/],
    ['with a limit and a plan', { PlannedBudgetLimits: { '1': usd('5') } }, [], /cannot be set together/],
    [
      'with a plan of one month',
      { TimeUnit: 'MONTHLY', BudgetLimit: undefined, PlannedBudgetLimits: { '1': usd('5') } },
      [],
      /12 values/,
    ],
    ['that ends before it begins', { TimePeriod: { Start: now, End: new Date(0) } }, [], /before its end/],
    ['without a limit', { BudgetLimit: undefined }, [], /limit is required/],
    ['by two kinds of filters', { CostFilters: {}, FilterExpression: {} }, [], /FilterExpression/],
    ['with eleven addresses', {}, [alert(80, eleven)], /at most 10/],
    ['with two topics', {}, [{ ...alert(80, []), Subscribers: topics }], /at most one SNS/],
    ['with no subscriber', {}, [alert(80, [])], /at least one/],
    ['with an address that is none', {}, [alert(80, ['nobody'])], /address nobody is invalid/],
    ['with eleven alerts', {}, Array.from({ length: 11 }, (_, nth) => alert(nth + 1, ['a@example.com'])), /at most 10/],
    [
      'of a day with a forecast',
      {},
      [
        {
          ...alert(80, ['a@example.com']),
          Notification: { ...alert(80, []).Notification, NotificationType: 'FORECASTED' } as NonNullable<
            NotificationWithSubscribers['Notification']
          >,
        },
      ],
      /not supported for daily/,
    ],
  ];
  test.each(refused)('%s', async (_what, budget, alerts, message) => {
    await expect(create(budget, alerts)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('with the same alert twice', async () => {
    const twice = [alert(80, ['a@example.com']), alert(80, ['b@example.com'])];
    await expect(create({}, twice)).rejects.toMatchObject({ name: 'DuplicateRecordException' });
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
