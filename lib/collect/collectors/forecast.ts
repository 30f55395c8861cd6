import { getCostForecast } from '#lib/aws/get-cost-forecast.ts';
import { addMonths, dayOf } from '#lib/spend/calendar.ts';
import type { SpendCollector } from '../collector.ts';
import { readUncovered } from '../uncovered.ts';

/** What AWS expects of the rest of the month. */
export const forecastCollector = {
  kind: 'forecast',
  title: 'forecast of the month',
  actions: ['ce:GetCostForecast'],
  read: (context) =>
    readUncovered({
      context,
      kind: 'forecast',
      read: async (target) => {
        const today = dayOf(context.now);
        const { forecast, currency } = await getCostForecast({ target, start: today, end: addMonths(today, 1) });
        return { state: 'ok', currency, data: forecast };
      },
    }),
} as const satisfies SpendCollector;
