import { Decimal } from 'decimal.js';
import { type BudgetStanding, budgetStandings } from '#lib/spend/budget-standing.ts';
import { addDays, monthOf } from '#lib/spend/calendar.ts';
import { changeOf } from '#lib/spend/change.ts';
import { monthBudget } from '#lib/spend/month-budget.ts';
import { accountNameBefore } from '#lib/store/account-names.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { areDaysOver, costsReadAt } from '#lib/store/cost-state.ts';
import { keptBill } from '#lib/store/report-money.ts';
import { spendSnapshotAt } from '#lib/store/report-spend.ts';
import { spendReadings } from '#lib/store/spend-snapshots.ts';
import { addWeeks, type IsoWeek, type WeekSpan } from './iso-week.ts';
import { type Report, reportSchema } from './report.ts';

/**
 * A day that was read earlier after its end may be in part. AWS refreshes Cost Explorer's data "at least once every 24 hours":
 * the last refresh of a reading may be a day old, and services tell what they metered hours late, so that it takes two.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html
 */
export const BILL_LAG_HOURS = 48;

type Week = { week: IsoWeek; span: WeekSpan };

/**
 * What the seven UTC days with the dates of a week cost (a bill has UTC days), and the budget that the month's spend stood
 * against. Null where it is not known; `bill` is from when it can be.
 */
export async function readWeekMoney({ week, span }: Week): Promise<{
  spend: Report['spend'];
  bill: NonNullable<Report['bill']> | null;
  budget: BudgetStanding | null;
}> {
  const [now, former] = await Promise.all([
    weekCosts({ from: span.firstDay, to: addDays(span.lastDay, 1) }),
    weekCosts({ from: addDays(span.firstDay, -7), to: span.firstDay }),
  ]);
  const currency = now?.currency ?? former?.currency ?? 'USD';
  const spend = now && {
    currency,
    amount: now.amount,
    former: former?.amount ?? null,
    changePercent: former ? changeOf(former.amount, now.amount).percent : null,
    estimated: now.estimated,
  };
  const [bill, budget] = await Promise.all([
    now ? null : pendingBill(addWeeks(week, -1), { span, costs: former }),
    weekBudget(span, currency),
  ]);
  return { spend, bill, budget };
}

/** Null where costs are not read, or were late enough: then it is not known for another reason. */
async function pendingBill(
  before: IsoWeek,
  { span, costs }: { span: WeekSpan; costs: Awaited<ReturnType<typeof weekCosts>> },
): Promise<NonNullable<Report['bill']> | null> {
  const readAt = await costsReadAt();
  const over = new Date(`${addDays(span.lastDay, 1)}T00:00:00Z`).getTime();
  const knownFrom = new Date(over + BILL_LAG_HOURS * 3_600_000);
  if (readAt === null || readAt >= knownFrom) return null;
  // The amount that the report of that week has, where it was made.
  const settled = reportSchema.shape.spend.parse(await keptBill(before));
  const last = settled ?? costs;
  return {
    knownFrom: knownFrom.toISOString(),
    lastKnown: last && {
      week: before,
      currency: last.currency ?? 'USD',
      amount: last.amount,
      estimated: last.estimated,
    },
  };
}

/** As it was last read in a month that the week touches: a budget is of a month, and of another it says nothing here. */
async function weekBudget({ firstDay, end }: WeekSpan, currency: string): Promise<BudgetStanding | null> {
  const since = new Date(monthOf(firstDay));
  const snapshot = await spendSnapshotAt({ since, end });
  if (!snapshot) return null;
  const readings = await spendReadings({ snapshotId: snapshot.snapshotId });
  const asked = readings
    .filter(({ kind, data }) => kind === 'costs' && data !== null)
    .map(({ accountId }) => accountId);
  const { items } = budgetStandings({ readings, now: snapshot.takenAt });
  // Several payers' budgets have no sum.
  if (asked.length !== 1) return null;
  const budget = monthBudget({ standings: items.filter(({ readAt }) => readAt >= since), asked, currency });
  if (!budget) return null;
  return { ...budget, accountName: (await accountNameBefore(budget.accountId, end)) ?? budget.accountName };
}

/** Unblended, with everything on the bill; null unless each day was read when all of it was on the bill. */
export async function weekCosts(range: { from: string; to: string }) {
  if (!(await areDaysOver({ ...range, hours: BILL_LAG_HOURS }))) return null;
  const series = await costSeries({ ...range, granularity: 'daily', groupBy: 'account', metric: 'unblended' });
  const amount = series.items.reduce((sum, item) => sum.plus(item.amount), new Decimal(0)).toFixed();
  return { currency: series.currency, amount, estimated: series.periods.some(({ estimated }) => estimated) };
}
