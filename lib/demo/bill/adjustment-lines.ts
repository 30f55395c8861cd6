import { type BillLine, plainLine } from './bill-line.ts';
import { nanosOf } from './nano.ts';
import type { SpendPlan } from './spend-plan.ts';
import type { BillDays } from './workload-lines.ts';

/** Credits and refunds, each on its day. */
export function adjustmentLines(plan: SpendPlan, days: BillDays): BillLine[] {
  return plan.adjustments.map(({ daysAgo, usd, ...key }) =>
    plainLine(key, costsOn({ from: days.birthday - daysAgo, days: 1, usd }, days)),
  );
}

/** What went wrong for some days, as usage on top. */
export function surge(of: SpendPlan['surges'][number], days: BillDays): BillLine {
  const { daysAgo, days: length, usd, ...key } = of;
  const costs = costsOn({ from: days.birthday - daysAgo, days: length, usd }, days);
  return plainLine({ ...key, recordType: 'Usage' }, costs);
}

function costsOn(on: { from: number; days: number; usd: number }, days: BillDays): Float64Array {
  const costs = new Float64Array(days.today - days.firstDay + 1);
  for (let day = on.from; day < on.from + on.days; day++) {
    const index = day - days.firstDay;
    if (index >= 0 && index < costs.length) costs[index] = nanosOf(on.usd);
  }
  return costs;
}
