import { Decimal } from 'decimal.js';

/** Decimals that keep every digit of money: 20, as by default, are too few for billions with ten after the point. */
export const Exact = Decimal.clone({ precision: 60 });

/** The exact sum of decimals. */
export function exactSum(amounts: Iterable<string>): string {
  let sum = new Exact(0);
  for (const amount of amounts) sum = sum.plus(amount);
  return sum.toFixed();
}
