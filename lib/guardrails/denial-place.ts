import { permissionSetOf } from '#lib/permission-sets/reserved-role.ts';
import type { DenyingPolicy } from './denial.ts';

type Place = { where: string; ask: string; article: string };
const organizationAdmins = "whoever manages the organization's policies";

/** Whom a policy names, behind a session. */
export type Role = { name: string; arn: string };

/** The role behind `arn:aws:sts::111122223333:assumed-role/<role>/<session>`. */
export function roleOf(principal: string | null): Role | null {
  const [, partition, account, name] = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal ?? '') ?? [];
  if (!partition || !account || !name) return null;
  return { name, arn: `arn:${partition}:iam::${account}:role/${name}` };
}

/** Where the policy is that denies or does not allow, in words, and who can change it. */
export function placeOf({
  by,
  role,
  resource,
  action,
}: {
  by: DenyingPolicy | null;
  role: Role | null;
  resource: string | null;
  action: string;
}): Place {
  const set = permissionSetOf(role?.name ?? '');
  const ours = set ? `the permission set ${set}` : role ? `the role ${role.name}` : 'the identity that Straybytes uses';
  const admin = set ? 'whoever manages IAM Identity Center' : 'an administrator of the account';
  const of = resource && resource !== '*' ? ` of ${resource}` : '';
  switch (by) {
    case 'permissions boundary':
      return {
        where: `the permissions boundary of ${ours}`,
        ask: admin,
        article: `the permissions boundary of ${ours}`,
      };
    case 'session policy':
      return {
        where: `the session policy that the credentials of ${ours} are made with`,
        ask: 'whoever hands out these credentials',
        article: 'a session policy',
      };
    case 'service control policy':
      return {
        where: 'a service control policy at each level above the account: root, organizational units, account',
        ask: organizationAdmins,
        article: 'a service control policy of the organization',
      };
    case 'resource control policy':
      return {
        where: 'the resource control policy of the organization',
        ask: organizationAdmins,
        article: 'a resource control policy of the organization',
      };
    case 'resource-based policy': {
      const policy = resourcePolicy(action, resource);
      return { where: policy, ask: 'its owner', article: policy };
    }
    case 'VPC endpoint policy':
      return {
        where: 'the policy of the VPC endpoint that Straybytes calls AWS through',
        ask: 'whoever manages its network',
        article: 'the policy of a VPC endpoint',
      };
    case 'role trust policy':
      return {
        where: `the trust policy${of || ' of the role'}`,
        ask: 'an administrator of the account that the role is in',
        article: `the trust policy${of || ' of the role'}`,
      };
    default:
      return { where: `a permissions policy of ${ours}`, ask: admin, article: `a permissions policy of ${ours}` };
  }
}

/** Of a bucket, of a key, or of something else. */
function resourcePolicy(action: string, resource: string | null): string {
  const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(resource ?? '')?.[1];
  if (bucket) return `the bucket policy of ${bucket}`;
  const of = resource && resource !== '*' ? ` ${resource}` : '';
  if (action.startsWith('kms:')) return `the key policy of the KMS key${of}`;
  return of ? `the resource policy of${of}` : 'the resource policy';
}
