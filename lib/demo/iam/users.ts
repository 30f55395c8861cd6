import { randomOf } from '../random.ts';
import { tag } from '../s3/xml.ts';
import type { IamUser } from './facts.ts';
import { type IamRequest, listed, noSuchEntity } from './request.ts';
import { element, iamTime } from './xml.ts';

export function listUsers(request: IamRequest): string {
  const prefix = request.form.get('PathPrefix') ?? '/';
  const items = request.facts.users
    .filter(({ path = '/' }) => path.startsWith(prefix))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return listed(request, { name: 'Users', items, write: (user) => userFields(request.account.id, user) });
}

export function getLoginProfile({ form, facts }: IamRequest): string {
  const name = form.get('UserName') ?? '';
  const { password } = facts.users.find((user) => user.name === name) ?? { password: null };
  if (!password) throw noSuchEntity(`Login Profile for User ${name} cannot be found.`);
  const fields =
    tag('UserName', name) + tag('CreateDate', iamTime(password.changedAt)) + tag('PasswordResetRequired', false);
  return element('LoginProfile', fields);
}

/** @throws ServiceFailure NoSuchEntity */
export function existingUser({ facts }: IamRequest, name: string): IamUser {
  const user = facts.users.find((each) => each.name === name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export function userFields(accountId: string, user: IamUser): string {
  const { name, path = '/', createdAt, password } = user;
  return [
    tag('Path', path),
    tag('UserName', name),
    tag('UserId', `AIDA${randomOf('user', accountId, name).hex(17).toUpperCase()}`),
    tag('Arn', userArn(accountId, user)),
    tag('CreateDate', iamTime(createdAt)),
    password?.lastUsedAt ? tag('PasswordLastUsed', iamTime(password.lastUsedAt)) : '',
  ].join('');
}

export function userArn(accountId: string, { name, path = '/' }: Pick<IamUser, 'name' | 'path'>): string {
  return `arn:aws:iam::${accountId}:user${path}${name}`;
}
