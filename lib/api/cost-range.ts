import { AppError } from '#lib/errors.ts';
import { addDays, addMonths, dayOf, monthOf } from '#lib/spend/calendar.ts';
import type { Granularity } from '#lib/spend/cost-row.ts';
import { awsNow } from '#lib/store/clock.ts';
import { costCoverage } from '#lib/store/cost-series.ts';

const DAYS = 30;
const MONTHS = 13;

/**
 * The days or months asked for, `to` exclusive; what is left out ends with what is known.
 * @throws AppError `invalid` for a range without a day, or for months that begin or end within a month
 */
export async function costRange({
  from,
  to,
  granularity,
}: {
  from?: string | undefined;
  to?: string | undefined;
  granularity: Granularity;
}): Promise<{ from: string; to: string; granularity: Granularity }> {
  const daily = granularity === 'daily';
  const end = to ?? (await afterLast(daily));
  const start = from ?? (daily ? addDays(end, -DAYS) : addMonths(end, -MONTHS));
  if (start >= end)
    throw new AppError('invalid', `from: ${start} is not before ${end}, the day after the last.`, {
      from: start,
      to: end,
    });
  const parts = daily ? [] : [start, end].filter((bound) => bound !== monthOf(bound));
  if (parts.length > 0)
    throw new AppError(
      'invalid',
      `Costs by month are of whole months: ${parts.join(' and ')} is within one. Begin and end with the first of a month, or ask for days.`,
      { from: start, to: end },
    );
  return { from: start, to: end, granularity };
}

async function afterLast(daily: boolean): Promise<string> {
  const coverage = await costCoverage();
  const last = coverage?.lastDay ?? dayOf(await awsNow());
  return daily ? addDays(last, 1) : addMonths(last, 1);
}
