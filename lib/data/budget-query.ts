import { z } from 'zod';

export const budgetsPerPage = 50;

const schema = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Which page of the budgets, from the URL; what makes no sense there is the first. */
export type BudgetQuery = z.infer<typeof schema>;

export function parseBudgetQuery(params: Record<string, string | string[] | undefined>): BudgetQuery {
  return schema.parse(params);
}
