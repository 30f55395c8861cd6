import { z } from 'zod';
import { dayAt } from '../bill/calendar.ts';
import { validation } from '../json/failure.ts';
import { expressionSchema } from './expression.ts';
import type { CostExplorerRequest } from './request.ts';
import {
  type DayRange,
  type Granularity,
  pastRange,
  periodsOf,
  type TimePeriod,
  timePeriodSchema,
} from './time-period.ts';

/** What the four calls about commitments have in common. */
export const commitmentSchema = z.object({
  TimePeriod: timePeriodSchema,
  Granularity: z.enum(['DAILY', 'MONTHLY']).optional(),
  GroupBy: z.array(z.object({ Type: z.string().optional(), Key: z.string() })).optional(),
  Filter: expressionSchema.optional(),
});

/** The whole range and its periods, each as days of the bill. @throws ServiceFailure for a period not over yet. */
export function commitmentPeriods(
  input: { TimePeriod: TimePeriod; Granularity?: Granularity | undefined; GroupBy?: readonly unknown[] | undefined },
  { now }: CostExplorerRequest,
): { range: DayRange; periods: DayRange[] } {
  const range = pastRange(input.TimePeriod, now);
  if (range.end > dayAt(now)) throw validation('End date must not be in the future: it has to be today or before.');
  if (input.GroupBy && input.GroupBy.length > 0) {
    if (input.Granularity) throw validation('Granularity cannot be set if GroupBy is set.');
    return { range, periods: [range] };
  }
  return { range, periods: periodsOf(range, input.Granularity ?? 'DAILY') };
}

/** Days of a period counted from the bill's first day. */
export function indexesOf({ start, end }: DayRange, { table }: CostExplorerRequest): DayRange {
  return { start: start - table.firstDay, end: end - table.firstDay };
}
