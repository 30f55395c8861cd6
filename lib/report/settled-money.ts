import { awsNow } from '#lib/store/clock.ts';
import { keepMoney, keptMoney } from '#lib/store/report-money.ts';
import { type Report, reportSchema } from './report.ts';

const money = reportSchema.pick({ spend: true, budget: true });

/**
 * The report with the bill and the budget that it had when it was first made with a bill: AWS restates costs for weeks,
 * and drops what it knew of budgets; a report that was read, sent or shared does not change with them.
 */
export async function withSettledMoney(report: Report): Promise<Report> {
  const kept = (await keptMoney(report)) ?? (report.spend && (await keepMoney({ ...report, at: await awsNow() })));
  return kept ? { ...report, ...money.parse(kept) } : report;
}
