import type { SpendReading } from '#lib/spend/reading.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';

/**
 * The accounts of which the management account's Cost Explorer is the last word: it has the bill of every member, and each
 * question to another costs USD 0.01. Only where it is refused are the members asked themselves.
 */
export async function organizationMembers(): Promise<(costs: SpendReading | undefined) => string[]> {
  const organized = (await knownAccounts()).filter(({ managed }) => managed === 'organization');
  const management = organized.find((account) => account.management);
  const ids = organized.map(({ accountId }) => accountId);
  return (costs) => (costs && costs.accountId === management?.accountId && costs.state !== 'denied' ? ids : []);
}
