import type { AccessKey, IamFacts, IamUser, RootUser } from './facts.ts';
import { userArn } from './users.ts';

const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...['access_key_1', 'access_key_2'].flatMap((key) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (each) => `${key}_${each}`,
    ),
  ),
  ...['cert_1', 'cert_2'].flatMap((certificate) => [`${certificate}_active`, `${certificate}_last_rotated`]),
];
const noCertificates = ['false', 'N/A', 'false', 'N/A'];

/** The credential report of an account, as IAM writes it: the root user first. */
export function credentialCsv(accountId: string, { root, users }: IamFacts): string {
  const rows = [rootRow(accountId, root), ...users.map((user) => userRow(accountId, user))];
  return [columns, ...rows].map((cells) => cells.join(',')).join('\n');
}

function rootRow(accountId: string, root: RootUser): string[] {
  return [
    '<root_account>',
    `arn:aws:iam::${accountId}:root`,
    timeOf(root.createdAt),
    'not_supported',
    root.lastUsedAt ? timeOf(root.lastUsedAt) : 'no_information',
    'not_supported',
    'not_supported',
    String(root.mfa !== 'none'),
    ...keyCells(root.accessKeys[0]),
    ...keyCells(root.accessKeys[1]),
    ...noCertificates,
  ];
}

function userRow(accountId: string, user: IamUser): string[] {
  const { password } = user;
  return [
    user.name,
    userArn(accountId, user),
    timeOf(user.createdAt),
    String(password !== null),
    password ? (password.lastUsedAt ? timeOf(password.lastUsedAt) : 'no_information') : 'N/A',
    password ? timeOf(password.changedAt) : 'N/A',
    'N/A',
    String(user.mfa !== 'none'),
    ...keyCells(user.accessKeys[0]),
    ...keyCells(user.accessKeys[1]),
    ...noCertificates,
  ];
}

function keyCells(key: AccessKey | undefined): string[] {
  if (!key) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const { lastUsed } = key;
  const used = lastUsed ? [timeOf(lastUsed.at), lastUsed.region, lastUsed.service] : ['N/A', 'N/A', 'N/A'];
  return [String(key.active), timeOf(key.rotatedAt), ...used];
}

function timeOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+00:00`;
}
