import { Decimal } from 'decimal.js';

/** The wire's amounts are decimals; small ones may come with an exponent. Null when it is no number. */
export function decimalOf(text: string | number | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)) return text;
  try {
    const value = new Decimal(text);
    return value.isFinite() ? value.toFixed() : null;
  } catch {
    return null;
  }
}
