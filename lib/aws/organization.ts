import {
  type Account,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import pLimit from 'p-limit';
import { AppError } from '#lib/errors.ts';
import { askOrganizations } from './ask-account.ts';
import { allPages } from './pages.ts';
import type { AwsTarget } from './target.ts';

/** An account as its organization lists it. */
export type OrganizationAccount = {
  accountId: string;
  name: string;
  email: string | null;
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED. */
  state: string;
  /** Names of the units that it is in, from the root down; null: they could not be read. */
  ou: string[] | null;
  management: boolean;
};

export type OrganizationAccounts = {
  organizationId: string;
  managementAccountId: string;
  accounts: OrganizationAccount[];
  /** Why the units could not be read; null when they could. */
  problem: AppError | null;
};

/** Organizations is throttled early. */
const AT_ONCE = 4;
/** The most that ListAccounts takes. */
const PAGE = 20;

/**
 * Every account of the organization that the target's account manages, in whatever state, with its units. A page may be
 * empty and still have a successor.
 * @throws AppError `notFound` with `details.reason = 'notInUse'` outside an organization; `denied` for an account that
 * neither manages it nor is a delegated administrator
 */
export async function organizationAccounts(target: AwsTarget): Promise<OrganizationAccounts> {
  const { Organization } = await askOrganizations({
    target,
    operation: 'DescribeOrganization',
    send: (client, prepare) => client.send(prepare(new DescribeOrganizationCommand({}))),
  });
  const managementAccountId = Organization?.MasterAccountId ?? '';
  const listed = await allPages(async (NextToken) => {
    const page = await askOrganizations({
      target,
      operation: 'ListAccounts',
      send: (client, prepare) => client.send(prepare(new ListAccountsCommand({ MaxResults: PAGE, NextToken }))),
    });
    return { items: page.Accounts ?? [], next: page.NextToken };
  });
  if (listed.length === 0) throw new AppError('failed', 'AWS Organizations lists no account at all.');
  const { unitsOf, problem } = await unitsOrProblem(target, listed);
  const accounts = listed.flatMap((account): OrganizationAccount[] => {
    const { Id: accountId, Name: name, Email, State, Status } = account;
    if (!accountId) return [];
    const state = State ?? Status ?? 'ACTIVE';
    const management = accountId === managementAccountId;
    return [{ accountId, name: name || accountId, email: Email ?? null, state, ou: unitsOf(accountId), management }];
  });
  return { organizationId: Organization?.Id ?? '', managementAccountId, accounts, problem };
}

type Units = { unitsOf: (accountId: string) => string[] | null; problem: AppError | null };

async function unitsOrProblem(target: AwsTarget, listed: readonly Account[]): Promise<Units> {
  try {
    const known = await readUnits(target, listed);
    return { unitsOf: (accountId) => known.get(accountId) ?? [], problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { unitsOf: () => null, problem: error };
  }
}

/** The names of the units of each account. Newer answers hold the path of each account; else every unit is asked. */
async function readUnits(target: AwsTarget, listed: readonly Account[]): Promise<Map<string, string[]>> {
  const limit = pLimit(AT_ONCE);
  const pathed = listed.every(({ Paths }) => Paths?.[0]);
  const placed = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  const roots = await allPages(async (NextToken) => {
    const page = await limit(() =>
      askOrganizations({
        target,
        operation: 'ListRoots',
        send: (client, prepare) => client.send(prepare(new ListRootsCommand({ NextToken }))),
      }),
    );
    return { items: page.Roots ?? [], next: page.NextToken };
  });
  const walk = async (parent: string, path: string[]): Promise<void> => {
    names.set(parent, path);
    const [units] = await Promise.all([
      unitsBelow(parent),
      pathed ? null : accountsIn(parent).then((ids) => ids.forEach((id) => void placed.set(id, path))),
    ]);
    await Promise.all(units.map(({ id, name }) => walk(id, [...path, name])));
  };
  const unitsBelow = (ParentId: string) =>
    allPages(async (NextToken) => {
      const page = await limit(() =>
        askOrganizations({
          target,
          operation: 'ListOrganizationalUnitsForParent',
          send: (client, prepare) =>
            client.send(prepare(new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken }))),
        }),
      );
      const items = (page.OrganizationalUnits ?? []).flatMap(({ Id: id, Name: name }) =>
        id ? [{ id, name: name ?? id }] : [],
      );
      return { items, next: page.NextToken };
    });
  const accountsIn = (ParentId: string) =>
    allPages(async (NextToken) => {
      const page = await limit(() =>
        askOrganizations({
          target,
          operation: 'ListAccountsForParent',
          send: (client, prepare) => client.send(prepare(new ListAccountsForParentCommand({ ParentId, NextToken }))),
        }),
      );
      return { items: (page.Accounts ?? []).flatMap(({ Id }) => (Id ? [Id] : [])), next: page.NextToken };
    });
  await Promise.all(roots.flatMap(({ Id }) => (Id ? [walk(Id, [])] : [])));
  if (!pathed) return placed;
  return new Map(listed.map(({ Id, Paths }) => [Id ?? '', names.get(parentOf(Paths?.[0] ?? '')) ?? []]));
}

/** Of `o-exampleorgid/r-ab12/ou-ab12-11111111/111122223333/` the last but one. */
function parentOf(path: string): string {
  return path.split('/').filter(Boolean).at(-2) ?? '';
}
