import { z } from 'zod';
import { type CostGrouping, costGroupings, costMetrics, S3_SERVICE } from '#lib/spend/cost-row.ts';
import { groupingsOf } from '#lib/spend/groupings.ts';
import { spendRanges } from '#lib/spend/spend-time.ts';
import { oneOf, scopeFields } from './scope-query.ts';

/** PostgreSQL has no text with NUL in it. */
const text = z
  .string()
  .min(1)
  .max(200)
  .refine((given) => !given.includes('\0'))
  .optional()
  .catch(undefined);

const schema = z.object({
  range: z.enum(spendRanges).catch('30d'),
  by: z.enum(costGroupings).optional().catch(undefined),
  metric: z.enum(costMetrics).catch('unblended'),
  credits: z.enum(['in', 'out']).catch('in'),
  ...scopeFields,
  service: text,
  region: text,
  usageType: text,
  rows: z.enum(['top', 'all']).catch('top'),
});

/** What the page of spend shows, from the URL: only what the store can answer. */
export type SpendQuery = z.infer<typeof schema> & { by: CostGrouping };

/**
 * What makes no sense is left out. Costs are known by service or by region, not by both, and usage types of S3 alone: a
 * service outweighs a region, a usage type means S3.
 */
export function parseSpendQuery(params: Record<string, string | string[] | undefined>): SpendQuery {
  const given = oneOf(schema.parse(params));
  const service = given.usageType === undefined ? given.service : S3_SERVICE;
  const narrowed = { ...given, service, region: service === undefined ? given.region : undefined };
  const [first = 'service', ...others] = groupingsOf(narrowed);
  const by = given.by && [first, ...others].includes(given.by) ? given.by : first;
  return { ...narrowed, by };
}
