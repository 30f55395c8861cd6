import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import { budgetStandings } from '#lib/spend/budget-standing.ts';
import { startersInForce } from '#lib/store/starter-budgets.ts';
import { getNow } from './snapshot.ts';
import { getReadings } from './spend.ts';

/** Every budget as last read, judged at this moment; what is missing; accounts to choose from; and those that were created here. */
export const getBudgets = cache(async () => {
  const [readings, now, starters] = await Promise.all([getReadings('budgets'), getNow(), getStarters()]);
  const standings = budgetStandings({ readings, now });
  // AWS Budgets knows accounts by twelve digits; a server that only speaks S3 has none.
  const choices = standings.accounts.filter(({ accountId }) => /^\d{12}$/.test(accountId));
  return { ...standings, choices, starters };
});

/** The starter budgets in force, by account and name: `starterKey`. Current state, not of a snapshot. */
async function getStarters(): Promise<ReadonlyMap<string, string>> {
  await requireViewer();
  const created = (await startersInForce()).filter(({ state }) => state === 'created');
  return new Map(created.map(({ accountId, name, starterId }) => [starterKey(accountId, name), starterId]));
}

export function starterKey(accountId: string, name: string): string {
  return `${accountId} ${name}`;
}
