import {
  type Budget,
  DescribeBudgetCommand,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
} from '@aws-sdk/client-budgets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trueCosts } from '../bill/true-costs.ts';
import { userKeys } from '../caller.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { budgets } from '../spend-client.test-support.ts';
import { type AccountName, accountIds } from './accounts.ts';
import { seededOrganization } from './seeded-organization.ts';

const now = new Date('2026-11-23T12:25:00Z');

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ now, organization: seededOrganization });
});

afterAll(() => aws.close());

const client = (name: AccountName) => budgets(aws.url, userKeys(accountIds[name]));

async function listed(name: AccountName): Promise<Budget[]> {
  const { Budgets = [] } = await client(name).send(new DescribeBudgetsCommand({ AccountId: accountIds[name] }));
  return Budgets;
}

async function found(name: AccountName, BudgetName: string): Promise<Budget> {
  const { Budget } = await client(name).send(new DescribeBudgetCommand({ AccountId: accountIds[name], BudgetName }));
  if (!Budget) throw new Error(`no budget ${BudgetName}`);
  return Budget;
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

  test('show the limit of the period where limits are planned', async () => {
    const { BudgetLimit, PlannedBudgetLimits = {} } = await found('core', 'core-platform');
    expect(PlannedBudgetLimits[String(Date.parse('2026-11-01') / 1000)]).toEqual(BudgetLimit);
    const next = PlannedBudgetLimits[String(Date.parse('2026-12-01') / 1000)];
    aws.world.clock.advance({ days: 9 });
    expect((await found('core', 'core-platform')).BudgetLimit).toEqual(next);
  });
});
