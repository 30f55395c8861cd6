import { z } from 'zod';
import { oneOf, scopeFields } from './scope-query.ts';

export const budgetsPerPage = 50;

const schema = z.object({ ...scopeFields, page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Whose budgets, and which page of them, from the URL; what makes no sense there is left out. */
export type BudgetQuery = z.infer<typeof schema>;

export function parseBudgetQuery(params: Record<string, string | string[] | undefined>): BudgetQuery {
  return oneOf(schema.parse(params));
}
