import { GetCostForecastCommand } from '@aws-sdk/client-cost-explorer';
import { AppError } from '#lib/errors.ts';
import type { Forecast } from '#lib/spend/forecast.ts';
import { decimalOf } from './amount.ts';
import { askCosts } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** AWS's own interval in the console; 51 to 99. */
const LEVEL = 80;

/**
 * What AWS expects the days from `start` up to `end` (excluded) to cost; both in one month, `start` is today in UTC.
 * AWS answers for the period that it names, which may begin before.
 * @throws AppError with `details.reason = 'noData'` where there is too little history
 */
export async function getCostForecast({
  target,
  start,
  end,
}: {
  target: AwsTarget;
  start: string;
  end: string;
}): Promise<{ forecast: Forecast; currency: string | null }> {
  const question = {
    TimePeriod: { Start: start, End: end },
    Metric: 'UNBLENDED_COST' as const,
    Granularity: 'MONTHLY' as const,
    PredictionIntervalLevel: LEVEL,
  };
  const { Total, ForecastResultsByTime = [] } = await askCosts({
    target,
    operation: 'GetCostForecast',
    send: (client, prepare) => client.send(prepare(new GetCostForecastCommand(question))),
  });
  const [result] = ForecastResultsByTime;
  const mean = decimalOf(result?.MeanValue ?? Total?.Amount);
  const low = decimalOf(result?.PredictionIntervalLowerBound);
  const high = decimalOf(result?.PredictionIntervalUpperBound);
  if (mean === null || low === null || high === null)
    throw new AppError('failed', 'Cost Explorer answered a forecast without a value or without its interval.');
  const period = { start: result?.TimePeriod?.Start?.slice(0, 10) ?? start, end };
  return {
    forecast: { metric: 'UNBLENDED_COST', ...period, mean, low, high, level: LEVEL },
    currency: Total?.Unit ?? null,
  };
}
