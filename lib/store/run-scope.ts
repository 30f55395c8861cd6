/** What a run looks at; no accounts and no buckets means all. */
export type RunScope = { kinds: string[]; accounts: string[]; buckets: string[] };

/** The scope of two requests together. */
export function joinScopes(one: RunScope, other: RunScope): RunScope {
  const kinds = union(one.kinds, other.kinds);
  if (isWhole(one) || isWhole(other)) return { kinds, accounts: [], buckets: [] };
  return { kinds, accounts: union(one.accounts, other.accounts), buckets: union(one.buckets, other.buckets) };
}

/** What a person asks for of an account because it is otherwise now. */
const CHANGED_BY_HAND = ['preflight', 'budgets', 'guardrails'];

/**
 * Whether a run that has begun answers a request. Who names buckets wants them as they are from now on, and the run may
 * have read them already; so does who asks for the budgets or the guardrails of an account, or to check it, having changed them.
 */
export function answers(run: RunScope, asked: RunScope): boolean {
  if (asked.accounts.length > 0 && asked.kinds.every((kind) => CHANGED_BY_HAND.includes(kind))) return false;
  if (asked.buckets.length > 0 || !asked.kinds.every((kind) => run.kinds.includes(kind))) return false;
  return isWhole(run) || (!isWhole(asked) && asked.accounts.every((account) => run.accounts.includes(account)));
}

function isWhole({ accounts, buckets }: RunScope): boolean {
  return accounts.length === 0 && buckets.length === 0;
}

function union(one: string[], other: string[]): string[] {
  return [...new Set([...one, ...other])].sort();
}
