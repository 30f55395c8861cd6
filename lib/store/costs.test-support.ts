import { daysOf } from '#lib/spend/calendar.ts';
import type { CostCut, CostRow } from '#lib/spend/cost-row.ts';
import { exactSum } from '#lib/spend/exact.ts';
import { type CostAnswer, replaceCosts } from './costs.ts';

export const PAYER = '111111111111';
export const MEMBER = '222222222222';
export const OTHER = '333333333333';
export const at = new Date('2026-11-23T12:00:00Z');

/** A cost of 10 unblended, amortized and net amortized unless told otherwise. */
export function cost(start: string, accountId: string, key: string, rest: Partial<CostRow> = {}): CostRow {
  const unblended = rest.unblended ?? '10';
  return {
    start,
    accountId,
    key,
    recordType: 'usage',
    unblended,
    amortized: unblended,
    netAmortized: unblended,
    ...rest,
  };
}

/** Stores an answer of the payer about days that it names whole, by service. */
export function storeDays(
  days: { from: string; to: string; estimatedFrom?: string },
  rows: CostRow[],
  rest: Partial<CostAnswer> = {},
): Promise<void> {
  const periods = daysOf(days).map((start) => ({ start, estimated: start >= (days.estimatedFrom ?? '9999') }));
  const place = { cut: 'service' as CostCut, granularity: 'daily' as const, asked: PAYER, currency: 'USD', at };
  return replaceCosts({ ...place, from: days.from, to: days.to, rows, periods, ...rest });
}

export function sumOf(amounts: Iterable<{ amount: string }>): string {
  return exactSum([...amounts].map(({ amount }) => amount));
}
