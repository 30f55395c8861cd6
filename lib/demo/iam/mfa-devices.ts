import { randomOf } from '../random.ts';
import { tag } from '../s3/xml.ts';
import type { IamUser } from './facts.ts';
import { type IamRequest, invalid, listed } from './request.ts';
import { existingUser, userFields } from './users.ts';
import { element, iamTime } from './xml.ts';

/** ListMFADevices of one user. The root user's are in no answer of it. */
export function listMfaDevices(request: IamRequest): string {
  const name = request.form.get('UserName');
  if (name === null) return listed(request, { name: 'MFADevices', items: [], write: () => '' });
  const user = existingUser(request, name);
  const items = user.mfa === 'none' ? [] : [user];
  const write = () =>
    tag('UserName', user.name) +
    tag('SerialNumber', serialOf(request.account.id, user)) +
    tag('EnableDate', iamTime(user.createdAt));
  return listed(request, { name: 'MFADevices', items, write });
}

/** ListVirtualMFADevices: hardware is not among them. */
export function listVirtualMfaDevices(request: IamRequest): string {
  const { account, facts, form } = request;
  const status = form.get('AssignmentStatus') ?? 'Any';
  if (!['Any', 'Assigned', 'Unassigned'].includes(status))
    throw invalid(`Value '${status}' at 'assignmentStatus' failed to satisfy constraint`);
  const { root } = facts;
  const rootArn = `arn:aws:iam::${account.id}:root`;
  const rootDevice =
    tag('SerialNumber', `arn:aws:iam::${account.id}:mfa/root-account-mfa-device`) +
    element('User', tag('UserId', account.id) + tag('Arn', rootArn) + tag('CreateDate', iamTime(root.createdAt))) +
    tag('EnableDate', iamTime(root.createdAt));
  const ofUsers = facts.users
    .filter(({ mfa }) => mfa === 'virtual')
    .map(
      (user) =>
        tag('SerialNumber', serialOf(account.id, user)) +
        element('User', userFields(account.id, user)) +
        tag('EnableDate', iamTime(user.createdAt)),
    );
  const assigned = [...(root.mfa === 'virtual' ? [rootDevice] : []), ...ofUsers];
  const items = status === 'Unassigned' ? [] : assigned;
  return listed(request, { name: 'VirtualMFADevices', items, write: (item) => item });
}

function serialOf(accountId: string, { name, mfa }: IamUser): string {
  if (mfa === 'virtual') return `arn:aws:iam::${accountId}:mfa/${name}`;
  return `arn:aws:iam::${accountId}:u2f/user/${name}/${randomOf('u2f', accountId, name).hex(26).toUpperCase()}`;
}
