import { z } from 'zod';
import { day, decimalString } from './reading.ts';

/** An anomaly that AWS Cost Anomaly Detection found. */
export const anomalySchema = z.object({
  anomalyId: z.string(),
  monitor: z.string(),
  start: day,
  end: day.nullable(),
  impact: decimalString,
  expected: decimalString.nullable(),
  actual: decimalString.nullable(),
  /** What caused it, the largest first. */
  causes: z.array(
    z.object({
      service: z.string().nullable(),
      region: z.string().nullable(),
      accountId: z.string().nullable(),
      usageType: z.string().nullable(),
    }),
  ),
});
export const anomaliesSchema = z.object({ monitors: z.number().int(), anomalies: z.array(anomalySchema) });
export type Anomaly = z.infer<typeof anomalySchema>;
