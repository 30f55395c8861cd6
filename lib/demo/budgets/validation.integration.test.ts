import { type Budget, CreateBudgetCommand, type NotificationWithSubscribers } from '@aws-sdk/client-budgets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { budgets } from '../spend-client.test-support.ts';

const account = '111122223333';
const now = new Date('2026-11-23T12:25:00Z');
const daily: Budget = {
  BudgetName: 'starter',
  BudgetType: 'COST',
  TimeUnit: 'DAILY',
  BudgetLimit: { Amount: '5', Unit: 'USD' },
};
const alert = (Threshold: number, addresses: string[]): NotificationWithSubscribers => ({
  Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold },
  Subscribers: addresses.map((Address) => ({ SubscriptionType: 'EMAIL', Address })),
});
const forecastAlert: NotificationWithSubscribers = {
  Notification: { NotificationType: 'FORECASTED', ComparisonOperator: 'GREATER_THAN', Threshold: 80 },
  Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'a@example.com' }],
};

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ now });
});

afterAll(async () => {
  expect(aws.world.budgets.of(account)).toEqual([]);
  await aws.close();
});

function create(budget: Partial<Budget>, NotificationsWithSubscribers: NotificationWithSubscribers[] = []) {
  const Budget = { ...daily, ...budget };
  return budgets(aws.url).send(new CreateBudgetCommand({ AccountId: account, Budget, NotificationsWithSubscribers }));
}

describe('AWS refuses a budget', () => {
  const usd = (Amount: string) => ({ Amount, Unit: 'USD' });
  const eleven = Array.from({ length: 11 }, (_, index) => `a${index}@example.com`);
  const topics = ['one', 'two'].map((name) => ({
    SubscriptionType: 'SNS' as const,
    Address: `arn:aws:sns:us-east-1:111122223333:${name}`,
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
    ['of a day with a forecast', {}, [forecastAlert], /not supported for daily/],
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
