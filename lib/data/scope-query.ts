import { z } from 'zod';

/** The part of an address that narrows a page to an account, or to a unit with all below it (lib/guardrails/ou-tree.ts). */
export const scopeFields = {
  account: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  ou: z
    .string()
    .min(1)
    .max(700)
    // PostgreSQL has no text with NUL in it.
    .refine((given) => !given.includes('\0'))
    .optional()
    .catch(undefined),
};

/** Of which accounts; neither: of all. */
export type Scope = { account?: string | undefined; ou?: string | undefined };

/** An account says more than the unit that it is in. */
export function oneOf<S extends Scope>(scope: S): S {
  return scope.account === undefined ? scope : { ...scope, ou: undefined };
}

/** Whether nothing is left out. */
export function isWhole({ account, ou }: Scope): boolean {
  return account === undefined && ou === undefined;
}

/** As it stands in an address, after a `?` or a `&`; '' for all. */
export function scopeSearch({ account, ou }: Scope): string {
  const given = Object.entries({ account, ou }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams(given).toString();
}
