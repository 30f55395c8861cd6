import { type BillLine, plainLine } from './bill-line.ts';
import { monthStart } from './calendar.ts';
import type { SpendPlan } from './spend-plan.ts';
import type { BillDays } from './workload-lines.ts';

/** Tax of each month's charges so far, billed on its first day: it is restated until the month is closed. */
export function taxLines(plan: SpendPlan, charged: readonly BillLine[], days: BillDays): BillLine[] {
  const size = days.today - days.firstDay + 1;
  const firsts = Int32Array.from({ length: size }, (_, index) => {
    return Math.max(0, monthStart(days.firstDay + index) - days.firstDay);
  });
  return Object.entries(plan.taxRates).map(([accountId, rate]) => {
    const tax = new Float64Array(size);
    for (const line of charged) {
      if (line.accountId !== accountId) continue;
      for (let index = 0; index < size; index++) {
        const first = firsts[index] ?? 0;
        tax[first] = (tax[first] ?? 0) + (line.amounts.unblended[index] ?? 0) * rate;
      }
    }
    const key = { accountId, service: 'Tax', region: 'NoRegion', usageType: 'NoUsageType', unit: 'N/A' };
    return plainLine(
      { ...key, recordType: 'Tax' },
      tax.map((amount) => Math.round(amount)),
    );
  });
}
