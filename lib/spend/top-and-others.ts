import { Decimal } from 'decimal.js';

/** The dearest few, and all others as one; null where nothing is left. Amounts are exact decimals. */
export type TopAndOthers<Item> = { top: Item[]; others: { count: number; amount: string } | null };

/** Splits what has an amount into the `count` dearest, in their order, and the rest: together they sum to the whole. */
export function topAndOthers<Item extends { amount: string }>(
  items: readonly Item[],
  count: number,
): TopAndOthers<Item> {
  const sorted = items
    .map((item) => ({ item, amount: new Decimal(item.amount) }))
    .sort((a, b) => b.amount.comparedTo(a.amount));
  const rest = sorted.slice(count);
  const sum = rest.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
  return {
    top: sorted.slice(0, count).map(({ item }) => item),
    others: rest.length > 0 ? { count: rest.length, amount: sum.toFixed() } : null,
  };
}
