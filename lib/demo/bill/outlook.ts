import type { BillTable } from './bill.ts';
import type { BillLine, LineMetric } from './bill-line.ts';
import { weekday } from './calendar.ts';

/** Whole weeks that a forecast learns from. */
const WEEKS = 5;
const posted: readonly string[] = ['Tax', 'Credit', 'Refund', 'Recurring'];

/** What lines are going to cost: billionths a day by weekday, and how far days strayed from that. */
export type Outlook = {
  /** Expected on a day, which may be today: then what is missing of it. */
  on(day: number): number;
  /** Standard deviation of one day. */
  deviation: number;
};

/** From the last five whole weeks; null with less history. Fees, tax and credits are not foreseen. */
export function outlookOf(lines: readonly BillLine[], metric: LineMetric, table: BillTable): Outlook | null {
  const usage = lines.filter(({ recordType }) => !posted.includes(recordType));
  const sumOn = (day: number) =>
    usage.reduce((sum, { amounts }) => sum + (amounts[metric][day - table.firstDay] ?? 0), 0);
  // Yesterday may still lack some.
  const end = table.today - 1;
  const start = end - WEEKS * 7;
  if (start < table.firstDay || sumOn(start) === 0) return null;
  const known = Array.from({ length: WEEKS * 7 }, (_, index) => ({ day: start + index, cost: sumOn(start + index) }));
  const means = Array.from({ length: 7 }, (_, day) => mean(known.filter((each) => weekday(each.day) === day)));
  const variance =
    known.reduce((sum, { day, cost }) => sum + (cost - (means[weekday(day)] ?? 0)) ** 2, 0) / known.length;
  return {
    deviation: Math.sqrt(variance),
    on: (day) => {
      const whole = means[weekday(day)] ?? 0;
      return day > table.today ? whole : Math.max(0, whole - sumOn(day));
    },
  };
}

function mean(known: readonly { cost: number }[]): number {
  return known.reduce((sum, { cost }) => sum + cost, 0) / known.length;
}
