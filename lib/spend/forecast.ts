import { z } from 'zod';
import { day, decimalString } from './reading.ts';

/** What AWS expects of the rest of the month, as it was read: from `start` to the first of the next month. */
export const forecastSchema = z.object({
  metric: z.literal('UNBLENDED_COST'),
  /** Inclusive, and exclusive. */
  start: day,
  end: day,
  mean: decimalString,
  /** The bounds of `level` per cent. */
  low: decimalString,
  high: decimalString,
  level: z.number().min(51).max(99),
});
export type Forecast = z.infer<typeof forecastSchema>;
