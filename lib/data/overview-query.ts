import { z } from 'zod';

const schema = z.object({
  account: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  by: z.enum(['account', 'bucket']).catch('account'),
});

/** What the overview is narrowed to, from the URL; what makes no sense there is left out. */
export type OverviewScope = z.infer<typeof schema>;

export function parseOverviewScope(params: Record<string, string | string[] | undefined>): OverviewScope {
  const scope = schema.parse(params);
  // One account is not worth a comparison of accounts: its buckets are.
  return scope.account ? { ...scope, by: 'bucket' } : scope;
}
