import type { Power } from '../caller.ts';
import type { AccountSpec } from './organization.ts';
import type { World } from './world.ts';

/** As Organizations has it; `LEFT` is our word for an account that is in the organization no more. */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED' | 'LEFT';

/** A role of an account that can be assumed from another one. */
export type AssumableRole = {
  name: string;
  power: Power;
  /** Accounts (12 digits) or ARNs; the management account when left out. */
  trusts?: readonly string[];
  /** When set, AssumeRole must bring this. */
  externalId?: string;
  /** Longer sessions are refused; 12 hours when left out. */
  maxSessionSeconds?: number;
};

/** What goes wrong in one account only. */
export type Trouble = {
  /** Share (0 to 1) of its calls, to any service, that are throttled. */
  throttleRate?: number;
  /** Its requests signed for these regions are never answered. */
  hungRegions?: readonly string[];
  /** It is suspended after so many of its calls. */
  suspendedAfter?: number;
};

export type ContactType = 'BILLING' | 'OPERATIONS' | 'SECURITY';
export type Contact = { name: string; title: string; email: string; phone: string };

/** Whom AWS writes to beside the root user's address. */
export type Contacts = {
  alternate?: Partial<Record<ContactType, Contact>>;
  /** The account's own name and address; AWS has one of every account, unless a test takes it away with null. */
  primary?: { fullName: string; city: string; countryCode: string; phone: string } | null;
};

export function stateOf(account: AccountSpec): AccountState {
  return account.state ?? 'ACTIVE';
}

export function isActive(account: AccountSpec): boolean {
  return stateOf(account) === 'ACTIVE';
}

/** The roles of Straybytes, which every account has that names no others. */
export function assumableRoles(account: AccountSpec): readonly AssumableRole[] {
  return account.roles ?? plainRoles;
}

/** Whom a role lets in, as its trust policy names them. */
export function trustedBy(role: AssumableRole, world: Pick<World, 'managementAccountId'>): string[] {
  const trusted = role.trusts ?? [world.managementAccountId];
  return trusted.map((each) => (each.startsWith('arn:') ? each : `arn:aws:iam::${each}:root`));
}

const plainRoles: readonly AssumableRole[] = [
  { name: 'StraybytesRead', power: 'read' },
  { name: 'StraybytesFix', power: 'fix' },
];
