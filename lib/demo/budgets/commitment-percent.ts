import type { BillLine, RecordTypeName } from '../bill/bill-line.ts';
import { sumOver } from '../cost-explorer/metrics.ts';
import type { DayRange } from '../cost-explorer/time-period.ts';

/** Utilization or coverage of commitments over some days, in per cent with two places; 0 where there are none. */
export function commitmentPercent(budgetType: string, lines: readonly BillLine[], indexes: DayRange): string {
  const [covered, fee]: [RecordTypeName, RecordTypeName] = budgetType.startsWith('RI_')
    ? ['DiscountedUsage', 'Recurring']
    : ['SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee'];
  const ofType = (type: RecordTypeName) => lines.filter(({ recordType }) => recordType === type);
  const used = sumOver(ofType(covered), budgetType.endsWith('UTILIZATION') ? 'amortized' : 'onDemand', indexes);
  if (budgetType.endsWith('UTILIZATION')) return percent(used, sumOver(ofType(fee), 'amortized', indexes));
  const services = new Set(ofType(covered).map(({ service }) => service));
  const open = ofType('Usage').filter(({ service }) => services.has(service));
  return percent(used, sumOver(open, 'onDemand', indexes));
}

/** `part` of `part` and `rest` together. */
export function percent(part: number, rest: number): string {
  return part + rest === 0 ? '0' : String(Math.round((part / (part + rest)) * 10_000) / 100);
}
