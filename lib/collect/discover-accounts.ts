import { reachableAccounts } from '#lib/aws/accounts.ts';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import { type OrganizationAccounts, organizationAccounts } from '#lib/aws/organization.ts';
import type { Meter } from '#lib/aws/target.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { type FoundAccount, recordFound } from '#lib/store/known-accounts.ts';
import { type OrganizationFound, storeOrganization } from '#lib/store/organization.ts';

type Search = { found: OrganizationAccounts | null } & Pick<OrganizationFound, 'state' | 'problem'>;

/**
 * Finds the accounts and remembers them: those of the organization, where the ambient identity may list it, and those
 * that MEMBER_ACCOUNTS and the ambient identity name. Outside an organization it says nothing; a refusal is remembered
 * with its reason.
 * @throws AppError when the ambient credentials are not usable
 */
export async function discoverAccounts({ meter, now }: { meter: Meter; now: () => Date }): Promise<void> {
  const { found, state, problem } = await search(meter);
  const named = await namedAccounts();
  const listed = (found?.accounts ?? []).map((account): FoundAccount => ({ ...account, managed: 'organization' }));
  const beside = named.filter(({ accountId }) => !listed.some((each) => each.accountId === accountId));
  const at = now();
  await recordFound({ accounts: [...listed, ...beside], isWhole: found !== null, at });
  const { organizationId = null, managementAccountId = null } = found ?? {};
  await storeOrganization({ state, organizationId, managementAccountId, problem, at });
}

async function search(meter: Meter): Promise<Search> {
  const { accountId, arn } = await ambientIdentity();
  if (env().ORGANIZATION === 'off') return { found: null, state: 'off', problem: null };
  if (arn === null) return { found: null, state: 'none', problem: null };
  try {
    const found = await organizationAccounts({ accountId, region: homeRegion(), power: 'read', meter });
    return { found, state: 'found', problem: found.problem };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.details.reason === 'notInUse' || error.code === 'unsupported')
      return { found: null, state: 'none', problem: null };
    return { found: null, state: error.code === 'denied' ? 'denied' : 'failed', problem: error.message };
  }
}

/** The ambient account and those of MEMBER_ACCOUNTS. */
async function namedAccounts(): Promise<FoundAccount[]> {
  const [own, ...members] = await reachableAccounts();
  const nothing = { email: null, state: null, ou: null, management: false };
  const nameOf = ({ accountId, name }: { accountId: string; name: string }) => (name === accountId ? null : name);
  return [
    ...(own ? [{ ...nothing, accountId: own.accountId, name: nameOf(own), managed: 'ambient' as const }] : []),
    ...members.map((member) => ({
      ...nothing,
      accountId: member.accountId,
      name: nameOf(member),
      managed: 'member' as const,
    })),
  ];
}
