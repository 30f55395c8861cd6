import type { Bill } from '../bill/bill.ts';
import { dayAt, monthStart } from '../bill/calendar.ts';
import type { BudgetBody } from '../budgets/budget-schema.ts';
import { DEFAULT_END, defaultCostTypes, type StoredBudget } from '../budgets/budget-shelf.ts';
import { calculatedSpend, historicalLimit } from '../budgets/calculated-spend.ts';
import { plannedKeys } from '../budgets/planned-limits.ts';
import { type AccountName, accountIds, managementAccountId } from './accounts.ts';

const DAY_SECONDS = 86_400;
const topic = `arn:aws:sns:us-east-1:${managementAccountId}:finops-alerts`;
const finops = { SubscriptionType: 'EMAIL', Address: 'finops@example.com' };
const chat = { SubscriptionType: 'SNS', Address: topic };

type Alert = StoredBudget['notifications'][number];
/** What a budget is before its limit is known; the limit follows from what it will have cost. */
type Plan = { account: AccountName; budget: Omit<BudgetBody, 'BudgetLimit'>; alerts: Alert[]; limit: LimitOf };
type LimitOf = (spent: { actual: number; forecast: number }) => Partial<BudgetBody>;

/**
 * The budgets of the demo, whatever day it is born: one that is over, one that will be, some that hold, one that tells
 * nobody. Two accounts have none.
 */
export function seededBudgets({ bill, now }: { bill: Bill; now: Date }): StoredBudget[] {
  const at = { bill, now, payerId: managementAccountId };
  const today = dayAt(now);
  return plans(today).map(({ account, budget, alerts, limit }) => {
    const stored: StoredBudget = {
      accountId: accountIds[account],
      budget: {
        // AWS's default for a year; quarters begin there too.
        TimePeriod: { Start: yearStart(today) * DAY_SECONDS, End: DEFAULT_END },
        ...(budget.BudgetType === 'COST' && { CostTypes: defaultCostTypes }),
        ...budget,
        LastUpdatedTime: (today - 1) * DAY_SECONDS + 30_000,
      },
      notifications: alerts,
    };
    const { ActualSpend, ForecastedSpend } = calculatedSpend(stored, at);
    const actual = Number(ActualSpend.Amount);
    const derived = stored.budget.AutoAdjustData
      ? { BudgetLimit: historicalLimit(stored, at) }
      : limit({ actual, forecast: Number(ForecastedSpend?.Amount ?? actual) });
    return { ...stored, budget: { ...stored.budget, ...derived } };
  });
}

function yearStart(day: number): number {
  return monthStart(day, -new Date(day * DAY_SECONDS * 1000).getUTCMonth());
}

function plans(today: number): Plan[] {
  const monthly = (BudgetName: string, more: Partial<BudgetBody> = {}) => ({
    BudgetName,
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    ...more,
  });
  return [
    {
      account: 'core',
      budget: monthly('organization'),
      alerts: [actualAbove(90, finops, chat), forecastAbove(100, finops)],
      limit: ({ forecast }) => usd(up(forecast * 1.09, 500)),
    },
    {
      account: 'core',
      budget: { BudgetName: 'organization-year', BudgetType: 'COST', TimeUnit: 'ANNUALLY' },
      alerts: [forecastAbove(100, finops, { SubscriptionType: 'EMAIL', Address: 'cfo@example.com' })],
      limit: ({ forecast }) => usd(up(forecast * 1.04, 10_000)),
    },
    {
      account: 'core',
      budget: monthly('core-platform', { CostFilters: { LinkedAccount: [accountIds.core] } }),
      alerts: [actualAbove(80, finops), actualAbove(100, finops, chat)],
      limit: ({ forecast }) => planned({ today, months: 1, count: 12, first: up(forecast * 1.06, 250), step: 150 }),
    },
    {
      account: 'core',
      budget: {
        BudgetName: 'core-daily',
        BudgetType: 'COST',
        TimeUnit: 'DAILY',
        CostFilters: { LinkedAccount: [accountIds.core] },
        CostTypes: { ...defaultCostTypes, IncludeTax: false, IncludeCredit: false, IncludeRefund: false },
      },
      alerts: [actualAbove(100, finops)],
      limit: () => usd(700),
    },
    {
      account: 'core',
      budget: { BudgetName: 'compute-savings-plan', BudgetType: 'SAVINGS_PLANS_UTILIZATION', TimeUnit: 'MONTHLY' },
      alerts: [
        {
          notification: {
            NotificationType: 'ACTUAL',
            ComparisonOperator: 'LESS_THAN',
            Threshold: 95,
            ThresholdType: 'PERCENTAGE',
          },
          subscribers: [finops],
        },
      ],
      limit: () => ({ BudgetLimit: { Amount: '100', Unit: 'PERCENTAGE' } }),
    },
    {
      // A period of its own, so that it is over on the first of a month as well.
      account: 'data-platform',
      budget: {
        BudgetName: 'data-platform',
        BudgetType: 'COST',
        TimeUnit: 'CUSTOM',
        TimePeriod: { Start: monthStart(today, -2) * DAY_SECONDS, End: monthStart(today, 1) * DAY_SECONDS },
      },
      alerts: [actualAbove(80, lead('data-platform')), actualAbove(100, lead('data-platform'), chat)],
      limit: ({ actual }) => usd(Math.floor((actual - 1084) / 50) * 50),
    },
    {
      account: 'analytics',
      budget: { BudgetName: 'analytics-quarter', BudgetType: 'COST', TimeUnit: 'QUARTERLY' },
      alerts: [forecastAbove(100, lead('analytics'))],
      limit: ({ forecast }) => planned({ today, months: 3, count: 4, first: up(forecast * 1.12, 1000), step: 1500 }),
    },
    {
      account: 'analytics',
      budget: {
        BudgetName: 'athena-scans',
        BudgetType: 'USAGE',
        TimeUnit: 'MONTHLY',
        CostFilters: { UsageType: ['APN2-DataScannedInTB', 'DataScannedInTB'] },
      },
      alerts: [actualAbove(100, lead('analytics'))],
      limit: ({ forecast }) => ({ BudgetLimit: { Amount: String(up(forecast * 1.2, 10)), Unit: 'Terabytes' } }),
    },
    {
      account: 'media',
      budget: monthly('media-delivery', { CostFilters: { Service: ['Amazon CloudFront'] } }),
      alerts: [actualAbove(100, lead('media')), forecastAbove(100, lead('media'))],
      limit: ({ actual, forecast }) => usd(up(Math.max(forecast * 0.94, (actual + forecast) / 2), 10)),
    },
    {
      account: 'media',
      budget: monthly('transcoding', { CostFilters: { Service: ['AWS Elemental MediaConvert'] } }),
      alerts: [],
      limit: ({ forecast }) => usd(up(forecast * 1.3, 100)),
    },
    {
      account: 'ml-research',
      budget: monthly('research', {
        AutoAdjustData: {
          AutoAdjustType: 'HISTORICAL',
          HistoricalOptions: { BudgetAdjustmentPeriod: 6, LookBackAvailablePeriods: 6 },
          LastAutoAdjustTime: monthStart(today) * DAY_SECONDS,
        },
      }),
      alerts: [actualAbove(100, lead('ml-research'))],
      limit: () => ({}),
    },
  ];
}

function actualAbove(threshold: number, ...subscribers: Alert['subscribers']): Alert {
  return alert('ACTUAL', threshold, subscribers);
}

function forecastAbove(threshold: number, ...subscribers: Alert['subscribers']): Alert {
  return alert('FORECASTED', threshold, subscribers);
}

function alert(type: string, threshold: number, subscribers: Alert['subscribers']): Alert {
  const kind = { NotificationType: type, ComparisonOperator: 'GREATER_THAN', ThresholdType: 'PERCENTAGE' };
  return { notification: { ...kind, Threshold: threshold }, subscribers };
}

function lead(team: AccountName): Alert['subscribers'][number] {
  return { SubscriptionType: 'EMAIL', Address: `${team}-leads@example.com` };
}

function usd(amount: number): Partial<BudgetBody> {
  return { BudgetLimit: { Amount: String(amount), Unit: 'USD' } };
}

/** A limit for each period from the present one on, each `step` above the last. */
function planned(of: { today: number; months: number; count: number; first: number; step: number }) {
  const keys = plannedKeys({ day: of.today, months: of.months, count: of.count });
  const limits = keys.map((key, nth) => [key, { Amount: String(of.first + nth * of.step), Unit: 'USD' }] as const);
  return { PlannedBudgetLimits: Object.fromEntries(limits) };
}

function up(amount: number, to: number): number {
  return Math.ceil(amount / to) * to;
}
