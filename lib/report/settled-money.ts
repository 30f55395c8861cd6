import { addDays } from '#lib/spend/calendar.ts';
import { changeOf } from '#lib/spend/change.ts';
import { awsNow } from '#lib/store/clock.ts';
import { keepMoney, keptBill, keptMoney } from '#lib/store/report-money.ts';
import { addWeeks, type IsoWeek, lastWholeWeek, parseWeek, weekSpan } from './iso-week.ts';
import { budgetOf } from './make-report.ts';
import { type Report, reportSchema } from './report.ts';
import { readWeekMoney, weekCosts } from './week-money.ts';

const money = reportSchema.pick({ spend: true, budget: true });
/** Bills of weeks that are over longer than that are settled when somebody reads one. */
const WEEKS_SETTLED = 6;

type Week = { week: IsoWeek; timeZone: string };

/**
 * The report with the bill and the budget that it had when it was first made with a bill: AWS restates costs for weeks,
 * and drops what it knew of budgets; a report that was read, sent or shared does not change with them. The week before has
 * the bill that its own report has, which is settled with this one at the latest.
 */
export async function withSettledMoney(report: Report): Promise<Report> {
  const kept = (await keptMoney(report)) ?? (report.spend && (await keepMoney({ ...report, at: await awsNow() })));
  if (!kept) return report;
  const { budget, ...own } = money.parse(kept);
  const week = parseWeek(report.week);
  const spend = week && ((await settledBill(week)) ?? own.spend);
  if (!week || !spend) return { ...report, ...own, budget, bill: null };
  const former = (await settleMoney({ week: addWeeks(week, -1), timeZone: report.timeZone }))?.amount ?? spend.former;
  const changePercent = former !== null && spend.amount !== null ? changeOf(former, spend.amount).percent : null;
  return { ...report, spend: { ...spend, former, changePercent }, budget, bill: null };
}

/**
 * Settles the bills of the last weeks that are on AWS's, so that none depends on who reads its report first.
 * @param now of AWS's clock
 */
export async function settleLastWeeks({ timeZone, now }: { timeZone: string; now: Date }): Promise<void> {
  const last = lastWholeWeek(now, timeZone);
  for (let ago = WEEKS_SETTLED - 1; ago >= 0; ago--) await settleMoney({ week: addWeeks(last, -ago), timeZone });
}

/** The bill of a week that stays, from now on at the latest; null: it is not known yet. */
async function settleMoney({ week, timeZone }: Week): Promise<Report['spend']> {
  const settled = await settledBill(week);
  if (settled) return settled;
  const span = weekSpan(week, timeZone);
  if (!(await weekCosts({ from: span.firstDay, to: addDays(span.lastDay, 1) }))) return null;
  const { spend, budget } = await readWeekMoney({ week, span });
  if (!spend) return null;
  await keepMoney({ week, timeZone, spend, budget: budgetOf(budget), at: await awsNow() });
  return settledBill(week);
}

async function settledBill(week: IsoWeek): Promise<Report['spend']> {
  return reportSchema.shape.spend.parse(await keptBill(week));
}
