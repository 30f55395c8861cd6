import { randomOf } from '../random.ts';
import type { SsoPlan } from './plan.ts';

/** Who may use which permission set where: the plan and what changed since. */
export type Directory = {
  readonly startUrl: string;
  people(): SsoPlan['people'];
  permissionSetsOf(person: string, accountId: string): readonly string[];
  accountsOf(person: string): string[];
  /** IAM actions that a permission set allows; undefined for one that is not there. */
  actionsOf(permissionSet: string): readonly string[] | undefined;
  /** None takes the account away. */
  assign(assignment: { person: string; accountId: string; permissionSets: readonly string[] }): void;
};

export function createDirectory(plan: SsoPlan | undefined): Directory {
  const { startUrl = '', people = [], permissionSets = {}, assignments = [] } = plan ?? {};
  const assigned = new Map<string, Map<string, readonly string[]>>(people.map(({ userName }) => [userName, new Map()]));
  const assign: Directory['assign'] = ({ person, accountId, permissionSets: sets }) => {
    const accounts = assigned.get(person);
    if (!accounts) throw new Error(`The directory has nobody called ${person}.`);
    for (const set of sets) if (!permissionSets[set]) throw new Error(`The directory has no permission set ${set}.`);
    if (sets.length === 0) accounts.delete(accountId);
    else accounts.set(accountId, sets);
  };
  for (const each of assignments) for (const accountId of each.accountIds) assign({ ...each, accountId });
  return {
    startUrl,
    people: () => people,
    permissionSetsOf: (person, accountId) => assigned.get(person)?.get(accountId) ?? [],
    accountsOf: (person) => [...(assigned.get(person)?.keys() ?? [])].sort(),
    actionsOf: (permissionSet) => permissionSets[permissionSet],
    assign,
  };
}

const PREFIX = 'AWSReservedSSO_';

/** The role that IAM Identity Center makes of a permission set in an account. */
export function reservedRole(permissionSet: string, accountId: string): string {
  return `${PREFIX}${permissionSet}_${randomOf('permission set', permissionSet, accountId).hex(16)}`;
}

/** The permission set that such a role is made of; undefined for any other role. */
export function permissionSetOf(role: string): string | undefined {
  return role.startsWith(PREFIX) ? role.slice(PREFIX.length, role.lastIndexOf('_')) : undefined;
}
