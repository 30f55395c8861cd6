import { Decimal } from 'decimal.js';
import type { BudgetStanding, BudgetStandings } from '#lib/spend/budget-standing.ts';
import type { BudgetState } from '#lib/spend/judge-budget.ts';
import type { Seen } from './condition.ts';

const held: Partial<Record<BudgetState, boolean>> = {
  over: true,
  willExceed: true,
  aheadOfPace: false,
  onTrack: false,
};

/**
 * Each budget, whether AWS forecasts that it is exceeded. Of an account that could not be read just now none is seen; one
 * that was not there when its account was read `before` is new, and what it says at first is news.
 */
export function seenBudgets(
  { items, unread }: Pick<BudgetStandings, 'items' | 'unread'>,
  before: Pick<BudgetStandings, 'items' | 'known'> | null = null,
): Seen[] {
  const blind = new Set(unread.map(({ accountId }) => accountId));
  const knownBefore = new Set(before?.known.map(({ accountId }) => accountId));
  const former = new Set(before?.items.map(subjectOf));
  return items.map((standing) => ({
    subject: subjectOf(standing),
    holds: blind.has(standing.accountId) || standing.past ? null : (held[standing.verdict.state] ?? null),
    episode: standing.period?.start ?? '',
    began: knownBefore.has(standing.accountId) && !former.has(subjectOf(standing)),
    found: foundOf(standing),
  }));
}

function subjectOf({ accountId, budget }: BudgetStanding): string {
  return `budget/${accountId}/${budget.name}`;
}

function foundOf({ accountId, accountName, budget, verdict }: BudgetStanding): Seen['found'] {
  const { limit, actual, forecast, state } = verdict;
  const known = limit !== null && forecast !== null && Number(limit) > 0;
  return {
    kind: 'budget',
    accountId,
    accountName,
    name: budget.name,
    currency: budget.limit?.unit ?? 'USD',
    limit,
    actual,
    forecast,
    forecastPercent: known ? new Decimal(forecast).div(limit).times(100).toNumber() : null,
    over: state === 'over',
  };
}
