import type { Bill, BillTable } from '../bill/bill.ts';
import type { BillLine, LineMetric } from '../bill/bill-line.ts';
import { dayAt } from '../bill/calendar.ts';
import { decimalOf } from '../bill/nano.ts';
import { outlookOf } from '../bill/outlook.ts';
import { type Expression, matcherOf } from '../cost-explorer/expression.ts';
import { sumOver } from '../cost-explorer/metrics.ts';
import type { DayRange } from '../cost-explorer/time-period.ts';
import type { BudgetBody, Spend } from './budget-schema.ts';
import type { StoredBudget } from './budget-shelf.ts';
import { commitmentPercent } from './commitment-percent.ts';
import { periodOf } from './period.ts';

/** Filters of budgets by the dimension that they are of. */
const dimensions: Record<string, string> = {
  Service: 'SERVICE',
  LinkedAccount: 'LINKED_ACCOUNT',
  Region: 'REGION',
  UsageType: 'USAGE_TYPE',
  RecordType: 'RECORD_TYPE',
};
/** Which record types a cost type stands for. */
const included: Record<string, readonly string[]> = {
  IncludeTax: ['Tax'],
  IncludeCredit: ['Credit'],
  IncludeRefund: ['Refund'],
  IncludeRecurring: ['Recurring', 'SavingsPlanRecurringFee'],
  IncludeDiscount: ['Enterprise Discount Program Discount'],
};

export type Spending = { ActualSpend: Spend; ForecastedSpend?: Spend };

type At = { bill: Bill; now: Date; payerId: string };

/** What the present period of a budget has cost, and is going to; in per cent for commitments. */
export function calculatedSpend(stored: StoredBudget, at: At): Spending {
  const { budget } = stored;
  const table = at.bill.at(at.now);
  const lines = billedLines(stored, table, at.payerId);
  const unit = budget.BudgetLimit?.Unit ?? Object.values(budget.PlannedBudgetLimits ?? {})[0]?.Unit ?? table.currency;
  const period = periodOf(budget, dayAt(at.now));
  const indexes = billedDays(period, table);
  if (/^(SAVINGS_PLANS|RI)_/.test(budget.BudgetType))
    return { ActualSpend: { Amount: commitmentPercent(budget.BudgetType, lines, indexes), Unit: unit } };
  const metric = metricOf(budget);
  const actual = sumOver(lines, metric, indexes);
  const spending = { ActualSpend: { Amount: decimalOf(actual), Unit: unit } };
  const outlook = budget.TimeUnit === 'DAILY' ? null : outlookOf(lines, metric, table);
  if (!outlook || period.end <= table.today) return spending;
  let expected = actual;
  for (let day = Math.max(table.today, period.start); day < period.end; day++) expected += outlook.on(day);
  // AWS writes forecasts with three places at most.
  return { ...spending, ForecastedSpend: { Amount: decimalOf(Math.round(expected / 1e6) * 1e6), Unit: unit } };
}

/** What an auto-adjusting budget allows: the mean of its last periods, six where it names no number. */
export function historicalLimit(stored: StoredBudget, at: At): Spend {
  const { budget } = stored;
  const table = at.bill.at(at.now);
  const lines = billedLines(stored, table, at.payerId);
  const count = budget.AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 6;
  let sum = 0;
  let { start } = periodOf(budget, dayAt(at.now));
  for (let nth = 0; nth < count; nth++) {
    const period = periodOf(budget, start - 1);
    sum += sumOver(lines, metricOf(budget), billedDays(period, table));
    start = period.start;
  }
  return { Amount: decimalOf(Math.max(1e9, Math.round(sum / count / 1e7) * 1e7)), Unit: table.currency };
}

/** Days of a period that the bill knows, counted from its first day. */
function billedDays({ start, end }: DayRange, { firstDay, today }: BillTable): DayRange {
  return { start: Math.max(0, start - firstDay), end: Math.max(0, Math.min(end, today + 1) - firstDay) };
}

/** The lines that count for a budget: those of its account (of all, for the payer's) that pass its filters. */
function billedLines({ accountId, budget }: StoredBudget, table: BillTable, payerId: string): BillLine[] {
  const expression = budget.FilterExpression as Expression | undefined;
  const matches = matcherOf(expression, (id) => id);
  const excluded = new Set(
    Object.entries(included).flatMap(([name, types]) => (budget.CostTypes?.[name] === false ? types : [])),
  );
  const filters = Object.entries(budget.CostFilters ?? {});
  return table.lines.filter(
    (line) =>
      (accountId === payerId || line.accountId === accountId) &&
      !excluded.has(line.recordType) &&
      matches(line) &&
      filters.every(([name, values]) =>
        matcherOf({ Dimensions: { Key: dimensions[name] ?? name, Values: values } }, (id) => id)(line),
      ),
  );
}

function metricOf({ BudgetType, CostTypes, Metrics = [] }: BudgetBody): LineMetric {
  if (BudgetType === 'USAGE') return 'quantity';
  const [metric] = Metrics;
  if (metric === 'NetAmortizedCost') return 'netAmortized';
  if (metric === 'NetUnblendedCost') return 'netUnblended';
  return CostTypes?.UseAmortized || metric === 'AmortizedCost' ? 'amortized' : 'unblended';
}
