import type { Check } from './check.ts';
import type { CredentialRow } from './credential-report.ts';
import { actionOf, type Inventory, type PartName, type PartValue } from './inventory.ts';
import { type Judgement, judge } from './judge.ts';
import type { OwnRoles } from './own-roles.ts';

export const now = new Date('2026-11-23T12:00:00.000Z');
const AT = '2026-11-23T11:00:00.000Z';

/** So many days before `now`, and some seconds later. */
export function daysAgo(days: number, seconds = 0): string {
  return new Date(now.getTime() - days * 86_400_000 + seconds * 1000).toISOString();
}

type Values = { [K in PartName]?: PartValue<K> };

/** An account of which only the given parts could be seen. */
export function account(values: Values = {}, own: OwnRoles = { names: [], hub: null }): Inventory {
  const one = <N extends PartName>(name: N) => {
    const value = values[name];
    const problem = `An SCP denies ${actionOf[name]}.`;
    return value === undefined
      ? { state: 'blind' as const, at: AT, action: actionOf[name], by: 'service control policy', problem }
      : { state: 'known' as const, at: AT, value: value as PartValue<N> };
  };
  const parts = {
    summary: one('summary'),
    credentialReport: one('credentialReport'),
    mfaDevices: one('mfaDevices'),
    roles: one('roles'),
    organizationFeatures: one('organizationFeatures'),
    alternateContacts: one('alternateContacts'),
    budgets: one('budgets'),
  };
  return { accountId: '111122223333', management: false, own, parts };
}

/** What one check says of an account. */
export function verdict(check: Check, values: Values = {}, own?: OwnRoles): Judgement {
  const [judgement] = judge(account(values, own), now, [check]);
  if (!judgement) throw new Error('no judgement');
  return judgement;
}

/** An IAM user with neither a password nor keys. */
export function row(changes: Partial<CredentialRow> = {}): CredentialRow {
  const user = changes.user ?? 'ana';
  const key = { active: false, rotatedAt: null, lastUsedAt: null, lastUsedService: null };
  return {
    user,
    arn: `arn:aws:iam::111122223333:user/${user}`,
    createdAt: daysAgo(400),
    passwordEnabled: false,
    passwordLastUsedAt: null,
    passwordChangedAt: null,
    mfaActive: false,
    keys: [
      { slot: 1, ...key },
      { slot: 2, ...key },
    ],
    ...changes,
  };
}

type Key = CredentialRow['keys'][number];

export function key(changes: Partial<Key>): Key {
  return { slot: 1, active: true, rotatedAt: daysAgo(1), lastUsedAt: daysAgo(0), lastUsedService: 's3', ...changes };
}

export function report(...rows: CredentialRow[]): Pick<Required<Values>, 'credentialReport'> {
  return { credentialReport: { generatedAt: AT, rows } };
}
