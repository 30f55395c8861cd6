import { randomBytes } from 'node:crypto';
import { isOpen } from '#lib/auth/open.ts';
import { lesserRole, type Role, roleOf } from '#lib/auth/power.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { reducedBy } from '#lib/auth/reduced.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';
import { type ApiTokenRow, addToken, noteTokenUse, tokenRow, tokenRows, voidToken } from '#lib/store/api-tokens.ts';

export type ApiTokenView = {
  tokenId: string;
  name: string;
  role: Role;
  /** How it begins, to tell it from others. */
  prefix: string;
  createdBy: string;
  /** Nobody who had signed in: it was made at the machine of an open demo. */
  byNobody: boolean;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  /** maker: who made it is disabled. */
  state: 'active' | 'expired' | 'revoked' | 'maker';
};

/** Tools that look for secrets in sources find ours by it. */
const PREFIX = 'straybytes_';
/** What is none of ours by its look is not looked up. */
const isOurs = new RegExp(`^${PREFIX}[\\w-]{43}$`);
const SHOWN = PREFIX.length + 4;
const MAX_DAYS = 365;

/** The token is shown once. @throws AppError `forbidden` for a role above the maker's, `invalid` for days outside 1..365 */
export async function makeToken({
  name,
  role,
  days,
  actor,
}: {
  name: string;
  role: Role;
  days: number;
  actor: Viewer;
}): Promise<{ token: string; view: ApiTokenView }> {
  const called = name.trim();
  if (called === '' || called.length > 80) throw new AppError('invalid', 'The name of a token has 1 to 80 characters.');
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new AppError('invalid', `A token is good for 1 to ${MAX_DAYS} whole days.`);
  if (lesserRole(role, actor.role) !== role)
    throw new AppError('forbidden', `A token may at most what its maker may: ${actor.name} is ${actor.role}.`);
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const made = { token, prefix: token.slice(0, SHOWN), name: called, role, days };
  const row = await addToken({ ...made, makerId: actor.personId, createdBy: actor.name });
  const detail = { name: called, role, days };
  await recordPeople({ actor: actor.name, action: 'token.make', address: actor.address, detail });
  return { token, view: viewOf(row) };
}

/** The newest first, also those that open nothing any more. */
export async function listTokens(): Promise<ApiTokenView[]> {
  return (await tokenRows()).map(viewOf);
}

/** @throws AppError `notFound` */
export async function revokeToken({ tokenId, actor }: { tokenId: string; actor: Viewer }): Promise<void> {
  const name = await voidToken(tokenId);
  if (name === null) throw new AppError('notFound', 'This token was revoked already.');
  await recordPeople({ actor: actor.name, action: 'token.revoke', address: actor.address, detail: { name } });
}

/**
 * Who a bearer token is; null when it opens nothing. It may at most what its maker may now, who looks only while a second
 * factor is asked of them; what nobody made is an operator at most once people sign in.
 */
export async function viewerOfToken(token: string, address: string): Promise<Viewer | null> {
  if (!isOurs.test(token)) return null;
  const row = await tokenRow(token);
  if (!row || stateOf(row) !== 'active') return null;
  await noteTokenUse(row.tokenId, address || null);
  const granted = lesserRole(roleOf(row.role) ?? 'viewer', await mostOf(row));
  const reduced = await reducedBy({ role: granted, byPassword: row.makerByPassword });
  const role = reduced ? 'viewer' : granted;
  const nobody = { personId: null, email: null, sessionId: null, reduced } as const;
  return { ...nobody, name: `API token ${row.name}`, kind: 'token', role, granted, mayPeople: true, address };
}

async function mostOf({ makerRole }: ApiTokenRow): Promise<Role> {
  if (makerRole !== null) return roleOf(makerRole) ?? 'viewer';
  return (await isOpen()) ? 'administrator' : 'operator';
}

function viewOf(row: ApiTokenRow): ApiTokenView {
  const { tokenId, name, prefix, createdBy, createdAt, expiresAt, lastUsedAt, lastUsedFrom } = row;
  const role = roleOf(row.role) ?? 'viewer';
  const state = stateOf(row);
  const made = { createdBy, byNobody: row.makerRole === null, createdAt };
  return { tokenId, name, role, prefix, ...made, expiresAt, lastUsedAt, lastUsedFrom, state };
}

function stateOf(row: ApiTokenRow): ApiTokenView['state'] {
  if (row.revokedAt) return 'revoked';
  if (row.expired) return 'expired';
  return row.makerDisabled ? 'maker' : 'active';
}
