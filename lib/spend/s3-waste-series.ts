import { Decimal } from 'decimal.js';
import { addMonths, daysBetween, daysOf, monthOf } from './calendar.ts';

/** Measured incomplete bytes of a day, in USD a month; it is a lower bound where accounts were `unreadable`, or a part of them. */
export type WasteDay = { day: string; monthlyUsd: number; unreadable: number };

/** What the waste of a period cost, beside what S3 cost in it. Decimals; null: nobody measured it. */
export type S3WastePoint = {
  waste: string | null;
  /** Some day or bucket of the period was not measured. */
  atLeast: boolean;
  /** Per cent of S3's own cost; null where one of the two is not known or S3 cost nothing. */
  share: number | null;
};

/**
 * Adds to each period of S3's cost what the incomplete uploads measured in it cost: a day's part of a GB-month is one day
 * of its month, as S3 bills byte-hours. Cost Explorer has no line for them; they are in the bill's TimedStorage.
 */
export function s3WasteSeries<Point extends { start: string; end: string; total: string }>({
  points,
  waste,
}: {
  points: readonly Point[];
  waste: readonly WasteDay[];
}): (Point & S3WastePoint)[] {
  const byDay = new Map(waste.map((day) => [day.day, day]));
  return points.map((point) => {
    const days = daysOf({ from: point.start, to: point.end });
    const known = days.flatMap((day) => byDay.get(day) ?? []);
    const cost = known.reduce((sum, day) => sum.plus(dailyCost(day)), new Decimal(0));
    return {
      ...point,
      waste: known.length > 0 ? cost.toFixed() : null,
      atLeast: known.length > 0 && (known.length < days.length || known.some(({ unreadable }) => unreadable > 0)),
      share: known.length > 0 && Number(point.total) > 0 ? cost.div(point.total).times(100).toNumber() : null,
    };
  });
}

function dailyCost({ day, monthlyUsd }: WasteDay): Decimal {
  const first = monthOf(day);
  return new Decimal(monthlyUsd).div(daysBetween(first, addMonths(first, 1)));
}
