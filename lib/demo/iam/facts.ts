import type { AccountSpec } from '../world/organization.ts';
import type { World } from '../world/world.ts';

export type MfaKind = 'none' | 'virtual' | 'hardware';

export type AccessKey = {
  active: boolean;
  /** When it was made. */
  rotatedAt: Date;
  lastUsed: { at: Date; region: string; service: string } | null;
};

/** The root user. Its credentials are all gone where `hasPassword` is false and there are no keys. */
export type RootUser = {
  createdAt: Date;
  hasPassword: boolean;
  mfa: MfaKind;
  /** Sign-in to the console. */
  lastUsedAt: Date | null;
  accessKeys: readonly AccessKey[];
};

export type IamUser = {
  name: string;
  /** `/` when left out. */
  path?: string;
  createdAt: Date;
  /** Null: cannot sign in to the console. */
  password: { changedAt: Date; lastUsedAt: Date | null } | null;
  mfa: MfaKind;
  accessKeys: readonly AccessKey[];
};

export type IamRole = {
  name: string;
  /** `/` when left out. */
  path?: string;
  createdAt: Date;
  description?: string;
  /** The trust policy, as it is written. */
  trust: object;
  lastUsed?: { at: Date; region: string } | null;
};

/** What IAM knows of an account, beside the roles of Straybytes. */
export type IamFacts = {
  alias: string | null;
  root: RootUser;
  users: readonly IamUser[];
  roles: readonly IamRole[];
};

/** Made when somebody first asks; times count from the birth of the world. */
export type IamPlan = (account: { id: string; bornAt: Date }) => IamFacts;

const known = new WeakMap<AccountSpec, IamFacts>();

export function iamFacts(world: World, account: AccountSpec): IamFacts {
  const found = known.get(account);
  if (found) return found;
  const facts = (account.iam ?? plainIam)({ id: account.id, bornAt: world.bornAt });
  known.set(account, facts);
  return facts;
}

/** An account in order, with nobody in it: root has a virtual MFA device and is not used. */
export function plainIam(account: { id: string; bornAt: Date }): IamFacts {
  const createdAt = new Date(account.bornAt.getTime() - 900 * 86_400_000);
  return {
    alias: null,
    root: { createdAt, hasPassword: true, mfa: 'virtual', lastUsedAt: null, accessKeys: [] },
    users: [],
    roles: [],
  };
}
