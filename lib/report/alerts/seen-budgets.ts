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

/** Each budget, whether AWS forecasts that it is exceeded. Of an account that could not be read just now none is seen. */
export function seenBudgets({ items, unread }: Pick<BudgetStandings, 'items' | 'unread'>): Seen[] {
  const blind = new Set(unread.map(({ accountId }) => accountId));
  return items.map((standing) => ({
    subject: `budget/${standing.accountId}/${standing.budget.name}`,
    holds: blind.has(standing.accountId) || standing.past ? null : (held[standing.verdict.state] ?? null),
    episode: standing.period?.start ?? '',
    began: false,
    found: foundOf(standing),
  }));
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
