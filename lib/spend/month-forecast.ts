import { addMonths, dayOf, monthOf } from './calendar.ts';
import { Exact } from './exact.ts';
import type { Forecast } from './forecast.ts';

/** Exact decimals in the bill's currency, of the whole month. */
export type MonthForecast = { mean: string; low: string; high: string };

/**
 * What the month will have cost at its end: what was spent before the forecast begins, and what AWS expects from there.
 * Never less than what was spent.
 * @param spent from the first of the month to `forecast.start`, exclusive
 * @returns null when the forecast is of another month, or does not reach the end of this one
 */
export function monthForecast({
  spent,
  forecast: { start, end, mean, low, high },
  now,
}: {
  spent: string;
  forecast: Forecast;
  now: Date;
}): MonthForecast | null {
  const month = monthOf(dayOf(now));
  if (monthOf(start) !== month || end !== addMonths(month, 1)) return null;
  const whole = (rest: string) => Exact.max(rest, 0).plus(spent).toFixed();
  return { mean: whole(mean), low: whole(low), high: whole(high) };
}
