import { z } from 'zod';
import { checkOf } from '#lib/guardrails/registry.ts';
import { oneOf, scopeFields } from './scope-query.ts';

const schema = z.object({
  ...scopeFields,
  check: z
    .string()
    .refine((id) => checkOf(id) !== undefined)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Whose guardrails, and of which check, from the URL; what makes no sense there is left out. */
export type GuardrailsQuery = z.infer<typeof schema>;

export function parseGuardrailsQuery(params: Record<string, string | string[] | undefined>): GuardrailsQuery {
  return oneOf(schema.parse(params));
}
