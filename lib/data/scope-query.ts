import { z } from 'zod';

const text = z
  .string()
  .min(1)
  .max(700)
  // PostgreSQL has no text with NUL in it.
  .refine((given) => !given.includes('\0'))
  .optional()
  .catch(undefined);

/**
 * The part of an address that narrows a page to an account, or to a unit with all below it (lib/guardrails/ou-tree.ts). One
 * that nobody knows is kept too: a page says so rather than that it is about all.
 */
export const scopeFields = { account: text, ou: text };

/** Of which accounts; neither: of all. */
export type Scope = { account?: string | undefined; ou?: string | undefined };

type Params = Record<string, string | string[] | undefined>;

const scopeSchema = z.object(scopeFields);

/** The scope alone, of any page's address. */
export function parseScope(params: Params): Scope {
  return oneOf(scopeSchema.parse(params));
}

/** What else stands in a page's address, after its `?`; not the page of a list, which is another one then. */
export function searchWithoutScope(params: Params): string {
  const kept = Object.entries(params).filter(([name]) => !['account', 'ou', 'page', 'cursor'].includes(name));
  return new URLSearchParams(
    kept.flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  ).toString();
}

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
