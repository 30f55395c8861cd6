import { type AccountState, stateOf } from '../world/account.ts';
import type { AccountSpec } from '../world/organization.ts';
import { notFound } from './failure.ts';
import { membersOf, type OrganizationsRequest, paged, parentOf } from './request.ts';
import { pathOf, type Unit } from './units.ts';

/** Since September 2026 an account has a State; before it had a Status of three words. */
const formerStatus: Record<AccountState, string> = {
  PENDING_ACTIVATION: 'ACTIVE',
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
  LEFT: 'SUSPENDED',
};
/** Milliseconds: members joined this long before the world was born. */
const MEMBER_FOR_MS = 800 * 86_400_000;

export function describeOrganization({ world }: OrganizationsRequest): object {
  const { managementAccountId, units } = world;
  const account = world.account(managementAccountId);
  return {
    Organization: {
      Id: units.organizationId,
      Arn: arnOf(world, `organization/${units.organizationId}`),
      FeatureSet: 'ALL',
      MasterAccountId: managementAccountId,
      MasterAccountArn: arnOf(world, `account/${units.organizationId}/${managementAccountId}`),
      MasterAccountEmail: account ? emailOf(account) : undefined,
      AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    },
  };
}

export function listRoots(request: OrganizationsRequest): object {
  const { world } = request;
  const { organizationId, root } = world.units;
  const Arn = arnOf(world, `root/${organizationId}/${root.id}`);
  const PolicyTypes = [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }];
  const { page, ...token } = paged(request, [{ Id: root.id, Arn, Name: root.name, PolicyTypes }]);
  return { Roots: page, ...token };
}

export function listOrganizationalUnitsForParent(request: OrganizationsRequest): object {
  const { world } = request;
  const parent = parentOf(request);
  const units = world.units.all().filter((unit) => unit.parent === parent);
  const { page, ...token } = paged(request, units);
  return { OrganizationalUnits: page.map((unit) => unitAnswer(request, unit)), ...token };
}

export function listAccounts(request: OrganizationsRequest): object {
  const { page, ...token } = paged(request, membersOf(request));
  return { Accounts: page.map((account) => accountAnswer(request, account)), ...token };
}

export function listAccountsForParent(request: OrganizationsRequest): object {
  const parent = parentOf(request);
  const accounts = membersOf(request).filter((account) => request.world.units.of(account) === parent);
  const { page, ...token } = paged(request, accounts);
  return { Accounts: page.map((account) => accountAnswer(request, account)), ...token };
}

/** ListParents: the one parent of an account or of a unit. */
export function listParents(request: OrganizationsRequest): object {
  const { world, input } = request;
  const account = membersOf(request).find(({ id }) => id === input.ChildId);
  const parent = account ? world.units.of(account) : world.units.byId(input.ChildId ?? '')?.parent;
  if (!parent) throw notFound('Child');
  const { page, ...token } = paged(request, [parent]);
  return {
    Parents: page.map(({ id }) => ({ Id: id, Type: id.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' })),
    ...token,
  };
}

export function listDelegatedAdministrators(request: OrganizationsRequest): object {
  const { ServicePrincipal: service } = request.input;
  const accounts = membersOf(request).filter(({ administers = [] }) =>
    service === undefined ? administers.length > 0 : administers.includes(service),
  );
  const { page, ...token } = paged(request, accounts);
  const DelegationEnabledDate = joinedAt(request);
  return {
    DelegatedAdministrators: page.map((account) => {
      const { Paths: _, ...answer } = accountAnswer(request, account);
      return { ...answer, DelegationEnabledDate };
    }),
    ...token,
  };
}

function accountAnswer(request: OrganizationsRequest, account: AccountSpec) {
  const { world, faults } = request;
  const state = stateOf(account);
  const { organizationId } = world.units;
  return {
    Id: account.id,
    Arn: arnOf(world, `account/${organizationId}/${account.id}`),
    Email: emailOf(account),
    Name: account.name,
    ...(faults.organizations.onlyStatus ? { Status: formerStatus[state] } : { State: state }),
    Paths: [`${pathOf(organizationId, world.units.of(account))}${account.id}/`],
    JoinedMethod: account.id === world.managementAccountId ? 'INVITED' : 'CREATED',
    JoinedTimestamp: joinedAt(request),
  };
}

function unitAnswer({ world }: OrganizationsRequest, unit: Unit) {
  const { organizationId } = world.units;
  return {
    Id: unit.id,
    Arn: arnOf(world, `ou/${organizationId}/${unit.id}`),
    Name: unit.name,
    Path: pathOf(organizationId, unit),
  };
}

/** In seconds, as awsJson1_1 has it. */
function joinedAt({ world }: OrganizationsRequest): number {
  return Math.floor((world.bornAt.getTime() - MEMBER_FOR_MS) / 1000);
}

function emailOf({ email, name }: AccountSpec): string {
  return email ?? `aws+${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@example.com`;
}

function arnOf({ managementAccountId }: OrganizationsRequest['world'], name: string): string {
  return `arn:aws:organizations::${managementAccountId}:${name}`;
}
