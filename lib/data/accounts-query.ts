import { z } from 'zod';
import { oneOf, scopeFields } from './scope-query.ts';

export const accountsPerPage = 100;

const schema = z.object({
  ...scopeFields,
  /** `attention`: something of it cannot be seen. `out`: not looked at. */
  show: z.enum(['all', 'attention', 'out']).catch('all'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Which accounts are shown, from the URL; what makes no sense there is left out. */
export type AccountsQuery = z.infer<typeof schema>;

export function parseAccountsQuery(params: Record<string, string | string[] | undefined>): AccountsQuery {
  return oneOf(schema.parse(params));
}
