import type { AccessCounts } from '#lib/guardrails/account-state.ts';
import { formatCount } from '#lib/money/format.ts';

/**
 * "2 of 45 accounts cannot be reached; in 3 more something is denied; 1 more could not be read whole." Each account counts
 * once, in the first part that it belongs to. `name`: of an account or a unit; null: of all.
 */
export function accessFinding(counts: AccessCounts, name: string | null): string {
  const { lookedAt, unreachable, denied, unread, untried, unguarded } = counts;
  const where = name === null ? '' : ` of ${name}`;
  if (lookedAt === 0) return name === null ? 'No account is known yet.' : `No account${where} is looked at.`;
  const all = `${formatCount(lookedAt)} ${lookedAt === 1 ? 'account' : 'accounts'}${where}`;
  if (untried === lookedAt) return `${all}, not tried yet.`;
  const isOnly = lookedAt === 1;
  const first = (count: number) => (isOnly ? `the only account${where}` : `${formatCount(count)} of ${all}`);
  const more = (count: number) => `${formatCount(count)} more`;
  const parts = [
    { count: unreachable, begin: (who: string) => `${who} cannot be reached` },
    { count: denied, begin: (who: string) => `in ${who} something is denied` },
    { count: unread, begin: (who: string) => `${who} could not be read whole` },
    { count: untried, begin: (who: string) => `${who} ${untried === 1 ? 'has' : 'have'} not been tried yet` },
    { count: unguarded, begin: (who: string) => `the guardrails of ${who} have not been read yet` },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return isOnly ? `The only account${where} is seen whole.` : `All ${all} are seen whole.`;
  const said = parts.map(({ count, begin }, index) => begin(index === 0 ? first(count) : more(count))).join('; ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
