import { z } from 'zod';
import { dayAt } from '../bill/calendar.ts';
import { decimalOf } from '../bill/nano.ts';
import { outlookOf } from '../bill/outlook.ts';
import { validation } from '../json/failure.ts';
import { inputOf } from '../json/request.ts';
import { expressionSchema, matcherOf } from './expression.ts';
import { dataUnavailable } from './failure.ts';
import { askedMetrics } from './metrics.ts';
import type { CostExplorerRequest } from './request.ts';
import { type DayRange, intervalOf, periodsOf, rangeOf, timePeriodSchema } from './time-period.ts';

const MAX_DAYS = { DAILY: 93, MONTHLY: 558 } as const;
/** How far the whole may be off beside the chance of single days. */
const DRIFT = 0.01;

const schema = z.object({
  TimePeriod: timePeriodSchema,
  Metric: z.string(),
  Granularity: z.enum(['DAILY', 'MONTHLY']),
  Filter: expressionSchema.optional(),
  PredictionIntervalLevel: z.number().int().min(51).max(99).optional(),
});

/** GetCostForecast: what is expected of a period that begins today or later. @throws ServiceFailure */
export function getCostForecast(request: CostExplorerRequest): object {
  const { table, now } = request;
  const input = inputOf(schema, request);
  const [asked] = askedMetrics([input.Metric]);
  if (!asked || asked.metric === 'quantity')
    throw validation(`Metric ${input.Metric} is not valid for a cost forecast.`);
  const range = rangeOf(input.TimePeriod);
  if (range.start < dayAt(now)) throw validation('The start date must be equal to or later than the current date.');
  if (range.end > dayAt(now) + MAX_DAYS[input.Granularity])
    throw validation('The end date is too far in the future: 3 months by day and 18 months by month can be forecast.');
  const lines = request.lines.filter(matcherOf(input.Filter, request.nameOf));
  const outlook = outlookOf(lines, asked.metric, table);
  if (!outlook) throw dataUnavailable('Insufficient amount of historical data to generate forecast.');
  const level = input.PredictionIntervalLevel;
  const meanOf = ({ start, end }: DayRange) => {
    let mean = 0;
    for (let day = start; day < end; day++) mean += outlook.on(day);
    return mean;
  };
  return {
    Total: { Amount: decimalOf(meanOf(range)), Unit: table.currency },
    ForecastResultsByTime: periodsOf(range, input.Granularity).map((period) => {
      const mean = meanOf(period);
      const spread = Math.sqrt(period.end - period.start) * outlook.deviation + DRIFT * mean;
      return {
        TimePeriod: intervalOf(period),
        MeanValue: decimalOf(mean),
        ...(level !== undefined && {
          PredictionIntervalLowerBound: decimalOf(Math.max(0, mean - normalQuantile(level) * spread)),
          PredictionIntervalUpperBound: decimalOf(mean + normalQuantile(level) * spread),
        }),
      };
    }),
  };
}

/** Standard deviations to either side that hold so many per cent (Abramowitz and Stegun 26.2.23). */
function normalQuantile(level: number): number {
  const t = Math.sqrt(-2 * Math.log((1 - level / 100) / 2));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  return t - above / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
}
