import { randomOf } from '../random.ts';
import { tag } from '../s3/xml.ts';
import { type AssumableRole, assumableRoles, trustedBy } from '../world/account.ts';
import type { IamRole } from './facts.ts';
import { type IamRequest, listed, noSuchEntity } from './request.ts';
import { element, iamTime } from './xml.ts';

export function listRoles(request: IamRequest): string {
  const prefix = request.form.get('PathPrefix') ?? '/';
  const items = accountRoles(request)
    .filter(({ path = '/' }) => path.startsWith(prefix))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return listed(request, { name: 'Roles', items, write: (role) => roleFields(request.account.id, role) });
}

/** GetRole tells beside the rest when the role was last used. */
export function getRole(request: IamRequest): string {
  const name = request.form.get('RoleName') ?? '';
  const role = accountRoles(request).find((each) => each.name === name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  const { lastUsed } = role;
  const used = lastUsed ? tag('LastUsedDate', iamTime(lastUsed.at)) + tag('Region', lastUsed.region) : '';
  return element('Role', roleFields(request.account.id, role) + element('RoleLastUsed', used));
}

/** All roles of the account, those that can be assumed here first. */
export function accountRoles({ world, account, facts }: IamRequest): IamRole[] {
  const assumable = assumableRoles(account).map((role) => ({
    name: role.name,
    createdAt: facts.root.createdAt,
    trust: trustOf(role, { externalId: account.externalId, arns: trustedBy(role, world) }),
  }));
  return [...assumable, ...facts.roles];
}

/** The policy that AssumeRole asks here too. */
function trustOf(role: AssumableRole, of: { externalId: string | undefined; arns: readonly string[] }): object {
  const { arns } = of;
  const externalId = role.externalId ?? of.externalId;
  const condition = externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: arns.length === 1 ? arns[0] : arns },
        Action: 'sts:AssumeRole',
        ...condition,
      },
    ],
  };
}

function roleFields(accountId: string, role: IamRole): string {
  const { name, path = '/', createdAt, description, trust } = role;
  return [
    tag('Path', path),
    tag('RoleName', name),
    tag('RoleId', `AROA${randomOf('role', accountId, name).hex(17).toUpperCase()}`),
    tag('Arn', `arn:aws:iam::${accountId}:role${path}${name}`),
    tag('CreateDate', iamTime(createdAt)),
    tag('AssumeRolePolicyDocument', encodeURIComponent(JSON.stringify(trust))),
    tag('Description', description),
    tag('MaxSessionDuration', 3600),
  ].join('');
}
