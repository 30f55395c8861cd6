import type { AssumableRole } from '../world/account.ts';
import type { AccountSpec, Denial } from '../world/organization.ts';

/** What an account of the big organization has that keeps others from looking into it. */
export type Hindrance = { kind: string; account: Partial<AccountSpec>; inBuckets?: readonly Denial[] };

const region = 'eu-west-1';
const policyArn = 'arn:aws:organizations::100000000000:policy/o-big/service_control_policy/p-denys3';
const denied = (...denials: Denial[]) => ({ account: { denied: denials } });

/** How such an account has to be seen from outside: in one of these states, and with this denier told. */
export type SeenAs = { states: readonly ('unreachable' | 'denied' | 'unlisted' | 'partly')[]; by: string | null };

/** A role that cannot be assumed makes it unreachable; what answers otherwise than by a denial leaves buckets unread. */
export function seenAs({ account, inBuckets }: Hindrance): SeenAs {
  const [denial] = account.denied ?? inBuckets ?? [];
  if (denial) return { states: ['denied'], by: denial.by };
  return account.trouble ? { states: ['unlisted', 'partly'], by: null } : { states: ['unreachable'], by: null };
}

/** Twenty ways in which an account cannot be read, no two the same. */
export const hindrances: readonly Hindrance[] = [
  { kind: 'no role', account: { roles: [] } },
  { kind: 'a role of another name', account: { roles: [{ name: 'FinOpsAudit', power: 'read' }] } },
  { kind: 'a role that trusts another account', account: { roles: ownRoles({ trusts: ['999999999999'] }) } },
  { kind: 'another external id', account: { externalId: 'of-somebody-else' } },
  {
    kind: 'an external id of the read role only',
    account: { roles: ownRoles({ externalId: 'of-the-read-role' }) },
  },
  { kind: 'SCP on s3', ...denied({ action: 's3:*', by: 'service control policy' }) },
  { kind: 'SCP with its ARN', ...denied({ action: 's3:*', by: 'service control policy', policyArn }) },
  { kind: 'SCP without s3', ...denied({ action: 's3:*', by: 'service control policy', explicit: false }) },
  { kind: 'SCP on everything', ...denied({ action: '*', by: 'service control policy' }) },
  { kind: 'SCP on uploads', ...denied({ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }) },
  { kind: 'resource control policy', ...denied({ action: 's3:*', by: 'resource control policy' }) },
  { kind: 'boundary denies', ...denied({ action: 's3:ListAllMyBuckets', by: 'permissions boundary' }) },
  { kind: 'boundary without s3', ...denied({ action: 's3:*', by: 'permissions boundary', explicit: false }) },
  { kind: 'deny in identity policy', ...denied({ action: 's3:*', by: 'identity-based policy', explicit: true }) },
  { kind: 'action missing', ...denied({ action: 's3:ListBucketMultipartUploads', by: 'identity-based policy' }) },
  {
    kind: 'bucket policies',
    account: {},
    inBuckets: [{ action: 's3:ListBucketMultipartUploads', by: 'resource-based policy' }],
  },
  { kind: 'VPC endpoint policy', ...denied({ action: 's3:*', by: 'VPC endpoint policy' }) },
  { kind: 'suspended midway', account: { trouble: { suspendedAfter: 3 } } },
  { kind: 'throttled', account: { trouble: { throttleRate: 1 } } },
  { kind: 'hung region', account: { trouble: { hungRegions: [region] } } },
];

/** Where the buckets of the account with the hung region are. */
export const hungRegion = region;

function ownRoles(read: { trusts?: readonly string[]; externalId?: string }): AssumableRole[] {
  return [
    { name: 'StraybytesRead', power: 'read', ...read },
    { name: 'StraybytesFix', power: 'fix' },
  ];
}
