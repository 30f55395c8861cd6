import { randomOf } from './random.ts';
import { ServiceFailure } from './service-failure.ts';
import { permissionSetOf } from './sso/directory.ts';
import { assumableRoles } from './world/account.ts';
import type { AccountSpec } from './world/organization.ts';
import type { World } from './world/world.ts';

/** Long-lived keys of the management account; `demoSecretKey` signs for every key of this server. */
export const demoAccessKeyId = 'AKIASIMULATED0000001';
export const demoSecretKey = 'simulated/secret/of/straybytes/demo/0001';

/** `base` is an account's own user, who may do everything; the others are the two roles of Straybytes. */
export type Power = 'base' | 'read' | 'fix';
export type Caller = {
  accountId: string;
  arn: string;
  power: Power | 'permissionSet';
  account: AccountSpec;
  /** What a permission set allows; for the other powers the actions are known. */
  actions?: readonly string[];
};

const powerCodes = { base: 'BASE', read: 'READ', fix: 'FIXR', permissionSet: 'SSOR' } as const;

/** A session of a role. `until` is on this machine's clock, in milliseconds. */
export type Session = { accountId: string; power: Caller['power']; role: string; name: string; until: number };

/** Session keys carry account and power themselves: a restart of the server does not end anybody's session. */
export function sessionKeys(session: Session): { accessKeyId: string; secretAccessKey: string; sessionToken: string } {
  const token = JSON.stringify({ ...session, salt: randomOf(session.accountId, session.name).hex(16) });
  return {
    accessKeyId: `ASIA${session.accountId}${powerCodes[session.power]}`,
    secretAccessKey: demoSecretKey,
    sessionToken: Buffer.from(token).toString('base64'),
  };
}

/** Long-lived keys of a user in any account, for tests: `AKIA`, the account and `BASE`. */
export function userKeys(accountId: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: `AKIA${accountId}${powerCodes.base}`, secretAccessKey: demoSecretKey };
}

/** Key, region and service of a SigV4 credential scope; null for an unsigned request. */
export function scopeOf(authorization: string | undefined): { keyId: string; region: string; service: string } | null {
  const found = /Credential=([^/,\s]+)\/\d{8}\/([^/]*)\/([^/]*)\/aws4_request/.exec(authorization ?? '');
  return found ? { keyId: found[1] ?? '', region: found[2] ?? '', service: found[3] ?? '' } : null;
}

/**
 * Who signs. A session ends with its role, and may what its role may now; who may assume the role is asked for new sessions
 * only. @throws ServiceFailure for a key this AWS does not know
 */
export function callerOf(request: { world: World; keyId: string; sessionToken: string | undefined }): Caller {
  const { world, keyId } = request;
  const parts = /^(AKIA|ASIA)(\d{12})(?:BASE|READ|FIXR|SSOR)$/.exec(keyId);
  const account = world.account(keyId === demoAccessKeyId ? world.managementAccountId : (parts?.[2] ?? ''));
  if (!account) throw unknownKey(keyId);
  if (!parts || parts[1] === 'AKIA') return user(account);
  const { role, name, until } = sessionOf(request.sessionToken);
  if (until < Date.now()) throw expiredToken();
  const arn = sessionArn({ accountId: account.id, role, name });
  const permissionSet = permissionSetOf(role);
  if (permissionSet !== undefined) {
    // Read anew each time: a changed permission set holds for sessions that are open already.
    const actions = world.sso.directory.actionsOf(permissionSet) ?? [];
    return { accountId: account.id, account, power: 'permissionSet', actions, arn };
  }
  const held = assumableRoles(account).find((each) => each.name === role);
  if (!held) throw unknownKey(keyId);
  const { power } = held;
  return { accountId: account.id, account, power, arn };
}

export function sessionArn({ accountId, role, name }: Pick<Session, 'accountId' | 'role' | 'name'>): string {
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${name}`;
}

const canonicalIds = new Map<string, string>();

/** The canonical user id of an account: 64 hexadecimal digits. */
export function canonicalId(accountId: string): string {
  const known = canonicalIds.get(accountId) ?? randomOf('canonical', accountId).hex(64);
  canonicalIds.set(accountId, known);
  return known;
}

function user(account: AccountSpec): Caller {
  return { accountId: account.id, account, arn: `arn:aws:iam::${account.id}:user/straybytes`, power: 'base' };
}

function sessionOf(token: string | undefined): { role: string; name: string; until: number } {
  try {
    const { role, name, until } = JSON.parse(Buffer.from(token ?? '', 'base64').toString('utf8'));
    return { role: String(role), name: String(name), until: Number(until) };
  } catch {
    throw new ServiceFailure({
      status: 400,
      code: 'InvalidToken',
      message: 'The provided token is malformed or otherwise invalid.',
    });
  }
}

export function expiredToken(): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' });
}

function unknownKey(keyId: string): ServiceFailure {
  return new ServiceFailure({
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The AWS Access Key Id you provided does not exist in our records.',
    extra: { AWSAccessKeyId: keyId },
  });
}
