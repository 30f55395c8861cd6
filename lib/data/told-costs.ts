import { cache } from 'react';
import { z } from 'zod';
import { accountState, isLookedAt } from '#lib/guardrails/account-state.ts';
import { type ToldCosts, toldCosts } from '#lib/spend/told-costs.ts';
import { getCostCoverage, getCostFilters } from './costs.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import { getReadings } from './spend.ts';
import type { SpendQuery } from './spend-query.ts';

const linkedSchema = z.object({ linkedAccounts: z.array(z.string()) });

const getCostReadings = cache(async () =>
  (await getReadings('costs')).map(({ accountId, state, problem, dataAt, data }) => {
    const read = linkedSchema.safeParse(data);
    return { accountId, state, problem, dataAt, linkedAccounts: read.success ? read.data.linkedAccounts : null };
  }),
);

/** How much is known of what was selected, for days from `since`; of all accounts: of those that can be asked. */
export async function getToldCosts(
  query: Pick<SpendQuery, 'account' | 'ou'> & Partial<Pick<SpendQuery, 'service' | 'region' | 'usageType'>>,
  since: string,
): Promise<ToldCosts> {
  const [readings, coverage, views, filters, scoped] = await Promise.all([
    getCostReadings(),
    getCostCoverage(),
    getAccountViews(),
    getCostFilters(),
    accountIdsOf(query),
  ]);
  const unnamed = unnamedPart(query, filters);
  if (unnamed !== null)
    return { told: 'none', stale: false, state: null, problem: `No Cost Explorer that was read names ${unnamed}.` };
  const reachable = views.filter((view) => view.reachable === 'yes' && isLookedAt(accountState(view)));
  const all = new Set([...readings, ...reachable].map(({ accountId }) => accountId));
  const members = new Set(views.filter((view) => view.managed === 'organization').map(({ accountId }) => accountId));
  const management = views.find((view) => view.management)?.accountId;
  return toldCosts({
    accountIds: scoped ?? [...all],
    readings,
    since,
    until: coverage?.lastDay ?? since,
    // A management account has the bill of every member, also of one that costs nothing.
    covers: (teller, accountId) => teller === management && members.has(accountId),
  });
}

/** The service, region or usage type that no costs are stored of; null where they are, or none was chosen. */
function unnamedPart(
  { service, region, usageType }: Partial<Pick<SpendQuery, 'service' | 'region' | 'usageType'>>,
  { services, regions, usageTypes }: { services: string[]; regions: string[]; usageTypes: string[] },
): string | null {
  if (usageType !== undefined) return usageTypes.includes(usageType) ? null : usageType;
  if (service !== undefined) return services.includes(service) ? null : service;
  return region === undefined || regions.includes(region) ? null : region;
}
