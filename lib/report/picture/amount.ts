import { formatCount } from '#lib/money/format.ts';
import type { Report } from '../report.ts';
import { amountText, billText } from '../report-words.ts';

const MILLION = 1_000_000;
const compact = { notation: 'compact', maximumSignificantDigits: 3 } as const;

/** As in words; millions in three digits, "$41.2M", because nobody reads more in a chat. */
export function amount(report: Report, value: number | null): string | null {
  const isLong = report.masked.amounts === 'no' && value !== null && Math.abs(value) >= MILLION;
  return isLong ? money(value, 'USD') : amountText(report, value);
}

/** An amount of a bill, likewise. */
export function bill(value: string | null, currency: string): string | null {
  return value !== null && Math.abs(Number(value)) >= MILLION
    ? money(Number(value), currency)
    : billText(value, currency);
}

/** A count, likewise: "58", "9,999", "10M". */
export function count(value: number): string {
  return value < MILLION ? formatCount(value) : value.toLocaleString('en-US', compact);
}

function money(value: number, currency: string): string {
  return value.toLocaleString('en-US', { ...compact, style: 'currency', currency });
}
