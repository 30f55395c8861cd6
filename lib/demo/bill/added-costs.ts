import { z } from 'zod';
import { type BillLine, type LineKey, plainLine, type RecordTypeName } from './bill-line.ts';
import { parseDay } from './calendar.ts';
import { parseNanos } from './nano.ts';
import type { BillDays } from './workload-lines.ts';

const decimal = z.string().regex(/^-?\d+(\.\d{1,9})?$/);

/** One cost of one day as a test wants it: amounts are decimals with at most nine places. */
export const addedCostSchema = z.object({
  start: z.string().refine((text) => parseDay(text) !== null, 'is no day such as 2026-11-23'),
  accountId: z.string().regex(/^\d{12}$/),
  service: z.string(),
  region: z.string().optional(),
  usageType: z.string().optional(),
  recordType: z.string().optional(),
  unblended: decimal,
  /** As unblended when left out; net amortized is as amortized. */
  amortized: decimal.optional(),
  netAmortized: decimal.optional(),
  quantity: decimal.optional(),
  unit: z.string().optional(),
});
export type AddedCost = z.input<typeof addedCostSchema>;

export function addedLines(costs: readonly AddedCost[], days: BillDays): BillLine[] {
  const size = days.today - days.firstDay + 1;
  return costs.flatMap((cost) => {
    const index = (parseDay(cost.start) ?? 0) - days.firstDay;
    if (index < 0 || index >= size) return [];
    const on = (amount: string) => {
      const array = new Float64Array(size);
      array[index] = parseNanos(amount);
      return array;
    };
    const line = plainLine(keyOf(cost), on(cost.unblended), on(cost.quantity ?? '0'));
    const amortized = cost.amortized === undefined ? line.amounts.unblended : on(cost.amortized);
    const netAmortized = cost.netAmortized === undefined ? amortized : on(cost.netAmortized);
    return { ...line, amounts: { ...line.amounts, amortized, netAmortized } };
  });
}

function keyOf(cost: AddedCost): LineKey {
  const { accountId, service, region = 'us-east-1', usageType = 'Usage', unit = 'N/A' } = cost;
  return { accountId, service, region, usageType, unit, recordType: (cost.recordType ?? 'Usage') as RecordTypeName };
}
