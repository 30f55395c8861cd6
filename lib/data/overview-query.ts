import { z } from 'zod';
import { oneOf, scopeFields } from './scope-query.ts';

const schema = z.object({ ...scopeFields, by: z.enum(['account', 'bucket']).catch('account') });

/** What the overview is narrowed to, from the URL; what makes no sense there is left out. */
export type OverviewScope = z.infer<typeof schema>;

export function parseOverviewScope(params: Record<string, string | string[] | undefined>): OverviewScope {
  const scope = oneOf(schema.parse(params));
  // One account is not worth a comparison of accounts: its buckets are.
  return scope.account ? { ...scope, by: 'bucket' } : scope;
}
