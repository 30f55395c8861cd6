import type { Caller, Power } from './caller.ts';
import type { Faults } from './faults.ts';
import { accessDenied } from './s3/failure.ts';
import type { ServiceFailure } from './service-failure.ts';
import type { SimulatedBucket } from './world/bucket.ts';
import type { Denial } from './world/organization.ts';

const reading = [
  's3:ListAllMyBuckets',
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:GetLifecycleConfiguration',
  's3:GetBucketVersioning',
  's3:GetBucketTagging',
];
const fixing = [...reading, 's3:PutLifecycleConfiguration'];
/** Of the same two roles, beside S3. */
const looking = [
  'ce:Get*',
  'budgets:ViewBudget',
  'iam:GenerateCredentialReport',
  'iam:GetAccountSummary',
  'iam:GetCredentialReport',
  'iam:GetLoginProfile',
  'iam:GetRole',
  'iam:ListAccountAliases',
  'iam:ListMFADevices',
  'iam:ListOrganizationsFeatures',
  'iam:ListRoles',
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
  'account:GetAlternateContact',
  'account:GetContactInformation',
  'organizations:Describe*',
  'organizations:List*',
];
const changing = [...looking, 'budgets:ModifyBudget'];

/** A resource an action is asked for on; `bucket` is null for the account itself. */
type Target = { action: string; resource: string; bucket: SimulatedBucket | null };

/** Why this caller may not do this, as AWS words it; null when it may. */
export function refusal(call: { caller: Caller; faults: Faults; target: Target }): ServiceFailure | null {
  const { caller, faults, target } = call;
  const { bucket } = target;
  // Across accounts S3 gives no reason.
  if (bucket && bucket.accountId !== caller.accountId) return accessDenied();
  const planned = faults.denied.filter(
    (each) =>
      (each.bucket === undefined || each.bucket === bucket?.name) &&
      (each.account === undefined || each.account === caller.accountId),
  );
  const { denied: inAccount = [] } = caller.account;
  const denial = [...planned, ...inAccount, ...(bucket?.denied ?? [])].find((each) =>
    denies(each, caller, target.action),
  );
  if (denial) return accessDenied(wording({ ...denial, caller, target }));
  return isAllowed(caller, target.action)
    ? null
    : accessDenied(wording({ caller, target, by: 'identity-based policy' }));
}

/** Why this caller may not do this in another service than S3, in words; null when it may. */
export function actionRefusal(call: {
  caller: Caller;
  faults: Faults;
  action: string;
  resource: string;
}): string | null {
  const { caller, faults, action, resource } = call;
  const target = { action, resource, bucket: null };
  const planned = faults.denied.filter(
    ({ bucket, account }) => bucket === undefined && (account === undefined || account === caller.accountId),
  );
  const denial = [...planned, ...(caller.account.denied ?? [])].find((each) => denies(each, caller, action));
  if (denial) return unquoted(wording({ ...denial, caller, target }));
  if (isAllowed(caller, action)) return null;
  return unquoted(wording({ caller, target, by: 'identity-based policy' }));
}

/** Only S3 puts the resource into quotation marks. */
export function unquoted(message: string): string {
  return message.replaceAll('"', '');
}

export function kmsRefusal(caller: Caller, key: string): ServiceFailure {
  const target = { action: 'kms:Decrypt', resource: key, bucket: null };
  return accessDenied(wording({ caller, target, by: 'identity-based policy' }));
}

/** The sentence of an AccessDenied inside one account or organization. */
export function wording(call: { caller: Caller; target: Target } & Omit<Denial, 'action'>): string {
  const { caller, target, by, explicit = by !== 'identity-based policy', policyArn } = call;
  const start = `User: ${caller.arn} is not authorized to perform: ${target.action} on resource: "${target.resource}"`;
  if (!explicit) return `${start} because no ${by} allows the ${target.action} action`;
  const named = policyArn === undefined ? '' : `: ${policyArn}`;
  return `${start} with an explicit deny in ${/^[aeiou]/i.test(by) ? 'an' : 'a'} ${by}${named}`;
}

const actionsOf = {
  base: ['*'],
  read: [...reading, ...looking],
  fix: [...fixing, ...changing],
} as const satisfies Record<Power, readonly string[]>;

/** Whether any policy of the caller's own allows it. */
export function isAllowed(caller: Caller, action: string): boolean {
  const actions = caller.power === 'permissionSet' ? (caller.actions ?? []) : actionsOf[caller.power];
  return actions.some((pattern) => matches(pattern, action));
}

/** What the two roles of Straybytes may do, for permission sets that are made like them. */
export const roleActions: Pick<typeof actionsOf, 'read' | 'fix'> = actionsOf;

function denies(denial: Denial, caller: Caller, action: string): boolean {
  const { sessionsOf } = denial;
  if (sessionsOf !== undefined && !caller.arn.includes(`:assumed-role/${sessionsOf}`)) return false;
  return matches(denial.action, action);
}

function matches(pattern: string, action: string): boolean {
  return pattern === '*' || pattern === action || (pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1)));
}
