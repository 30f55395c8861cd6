import { sessionKeys } from '../caller.ts';
import { pageByToken } from '../paging.ts';
import { isActive } from '../world/account.ts';
import type { Bearer } from './device-flow.ts';
import { reservedRole } from './directory.ts';
import { portalFailure } from './failure.ts';
import type { SsoCall } from './sso-call.ts';

const MOST = 1000;
const ROLE_SECONDS = 3600;

/** ListAccounts: those where the person has any permission set. */
export function listAccounts(call: SsoCall): object {
  const { world } = call;
  const { person } = bearerOf(call);
  const accounts = world.sso.directory.accountsOf(person).flatMap((id) => {
    const account = world.account(id);
    if (!account || !isActive(account)) return [];
    return [
      { accountId: id, accountName: account.name, emailAddress: account.email ?? `aws+${account.name}@example.com` },
    ];
  });
  const { items, nextToken } = paged(call, accounts);
  return { accountList: items, nextToken };
}

/** ListAccountRoles: the permission sets of the person in an account. */
export function listAccountRoles(call: SsoCall): object {
  const { person } = bearerOf(call);
  const accountId = accountOf(call);
  const sets = call.world.sso.directory.permissionSetsOf(person, accountId);
  if (sets.length === 0) throw portalFailure('ForbiddenException');
  const { items, nextToken } = paged(
    call,
    sets.map((roleName) => ({ roleName, accountId })),
  );
  return { roleList: items, nextToken };
}

/** GetRoleCredentials: a session of the role of the permission set, named after the person. */
export function getRoleCredentials(call: SsoCall): object {
  const { world, faults, incoming } = call;
  const { person } = bearerOf(call);
  const accountId = accountOf(call);
  const permissionSet = incoming.query.get('role_name') ?? '';
  if (permissionSet === '') throw portalFailure('InvalidRequestException');
  const account = world.account(accountId);
  const isAssigned = world.sso.directory.permissionSetsOf(person, accountId).includes(permissionSet);
  if (!isAssigned || !account || !isActive(account)) throw portalFailure('ForbiddenException');
  const expiration = Date.now() + (faults.sso.roleSeconds ?? ROLE_SECONDS) * 1000;
  const role = reservedRole(permissionSet, accountId);
  return {
    roleCredentials: {
      ...sessionKeys({ accountId, power: 'permissionSet', role, name: person, until: expiration }),
      expiration,
    },
  };
}

/** Logout: neither this token nor what would renew it is good for anything from now on. */
export function logout(call: SsoCall): object {
  const bearer = bearerOf(call);
  const { tokens, refreshTokens } = call.world.sso.flow;
  tokens.delete(tokenOf(call));
  for (const [token, held] of refreshTokens)
    if (held.person === bearer.person && held.clientId === bearer.clientId) refreshTokens.delete(token);
  return {};
}

function tokenOf({ incoming }: SsoCall): string {
  const token = incoming.headers['x-amz-sso_bearer_token'];
  return typeof token === 'string' ? token : '';
}

function bearerOf(call: SsoCall): Bearer {
  const bearer = call.world.sso.flow.tokens.get(tokenOf(call));
  if (!bearer || bearer.until <= Date.now() || call.faults.sso.expireTokens)
    throw portalFailure('UnauthorizedException');
  return bearer;
}

/** @throws ServiceFailure for an account that is not in the organization */
function accountOf({ world, incoming }: SsoCall): string {
  const accountId = incoming.query.get('account_id') ?? '';
  if (!/^\d{12}$/.test(accountId)) throw portalFailure('InvalidRequestException');
  if (!world.account(accountId)) throw portalFailure('ResourceNotFoundException');
  return accountId;
}

/** The faults may have empty pages come first, which have a token all the same. */
function paged<T>({ incoming, faults }: SsoCall, items: readonly T[]): { items: readonly T[]; nextToken?: string } {
  const { emptyPages = 0, pageSize } = faults.sso;
  const token = incoming.query.get('next_token') ?? undefined;
  const wished = Number(incoming.query.get('max_result') ?? MOST);
  if (!(wished >= 1 && wished <= MOST)) throw portalFailure('InvalidRequestException');
  const [, turn] = /^empty:(\d+)$/.exec(token ?? '') ?? [];
  const passed = turn === undefined ? 0 : Number(turn);
  if ((token === undefined || turn !== undefined) && passed < emptyPages)
    return { items: [], nextToken: `empty:${passed + 1}` };
  const page = pageByToken(items, {
    token: turn === undefined ? token : undefined,
    size: Math.min(wished, pageSize ?? MOST),
  });
  if (!page) throw portalFailure('InvalidRequestException');
  return { items: page.items, ...(page.next !== undefined && { nextToken: page.next }) };
}
