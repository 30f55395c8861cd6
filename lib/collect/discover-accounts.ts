import { reachableAccounts } from '#lib/aws/accounts.ts';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import { type OrganizationAccounts, organizationAccounts } from '#lib/aws/organization.ts';
import type { Meter } from '#lib/aws/target.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { type FoundAccount, recordFound } from '#lib/store/known-accounts.ts';
import { type OrganizationFound, storeOrganization } from '#lib/store/organization.ts';
import { deniedActionOf } from './denied-action.ts';
import { memberPolicy, organizationStatement } from './policy.ts';

type Search = { found: OrganizationAccounts | null; state: OrganizationFound['state']; error: AppError | null };
/** Why there is no organization to look for. */
const none = { off: 'organizationOff', none: 'noOrganization' } as const;

/**
 * Finds the accounts and remembers them: those of the organization, where the ambient identity may list it, and those
 * that MEMBER_ACCOUNTS and the ambient identity name. Outside an organization it says nothing; a refusal is remembered
 * with its reason, and what was known of the organization stays.
 * @returns how the organization could be found
 * @throws AppError when the ambient credentials are not usable
 */
export async function discoverAccounts({ meter, now }: { meter: Meter; now: () => Date }): Promise<OrganizationFound> {
  const { found, state, error } = await search(meter);
  const named = await namedAccounts();
  const listed = (found?.accounts ?? []).map((account): FoundAccount => ({ ...account, managed: 'organization' }));
  const beside = named.filter(({ accountId }) => !listed.some((each) => each.accountId === accountId));
  const at = now();
  const noOrganization = state === 'off' || state === 'none' ? none[state] : null;
  await recordFound({ accounts: [...listed, ...beside], isWhole: found !== null, noOrganization, at });
  const { organizationId = null, managementAccountId = null } = found ?? {};
  const organization = { state, organizationId, managementAccountId, ...(await told({ error, state, at })), at };
  await storeOrganization(organization);
  return organization;
}

async function told({
  error,
  state,
  at,
}: Omit<Search, 'found'> & { at: Date }): Promise<Pick<OrganizationFound, 'problem' | 'remedy'>> {
  if (!error) return { problem: null, remedy: null };
  const way = state === 'denied' ? ' Set ORGANIZATION=off where only the accounts named here are meant.' : '';
  return { problem: `${error.message}${way}`, remedy: await remedyOf(error, at) };
}

/** The statement is of all that listing needs, not of the first action alone that was refused. */
async function remedyOf(error: AppError, at: Date): Promise<OrganizationFound['remedy']> {
  const { partition } = await ambientIdentity();
  const ours = memberPolicy(partition);
  const denied = deniedActionOf({ error, kind: 'organization', at, policies: ours ? [ours] : [] });
  if (!denied) return null;
  const { where, statement, exemption } = denied;
  return { where, statement: statement && { ...organizationStatement }, exemption };
}

async function search(meter: Meter): Promise<Search> {
  const { accountId, arn } = await ambientIdentity();
  if (env().ORGANIZATION === 'off') return { found: null, state: 'off', error: null };
  if (arn === null) return { found: null, state: 'none', error: null };
  try {
    const found = await organizationAccounts({ accountId, region: homeRegion(), power: 'read', meter });
    return { found, state: 'found', error: found.problem };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.details.reason === 'notInUse' || error.code === 'unsupported')
      return { found: null, state: 'none', error: null };
    return { found: null, state: error.code === 'denied' ? 'denied' : 'failed', error };
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
