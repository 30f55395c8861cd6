import { Exact } from './exact.ts';

/** From a former amount to the present one: exactly in money, and in per cent of the former. */
export type Change = {
  amount: string;
  /** Null where the former is 0 or below, of which a share says nothing. */
  percent: number | null;
};

/** @param previous @param current exact decimals of one currency */
export function changeOf(previous: string, current: string): Change {
  const former = new Exact(previous);
  const amount = new Exact(current).minus(former);
  return { amount: amount.toFixed(), percent: former.gt(0) ? amount.div(former).times(100).toNumber() : null };
}
