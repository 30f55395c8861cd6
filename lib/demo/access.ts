import type { Caller } from './caller.ts';
import type { Faults } from './faults.ts';
import { accessDenied } from './s3/failure.ts';
import type { ServiceFailure } from './service-failure.ts';
import type { SimulatedBucket } from './world/bucket.ts';
import type { Denier } from './world/organization.ts';

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
/** Of the same two roles, for what is paid and planned. */
const spendReading = ['ce:Get*', 'budgets:ViewBudget'];
const spendFixing = [...spendReading, 'budgets:ModifyBudget'];

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
  const denial = [...planned, ...(bucket?.denied ?? [])].find((each) => matches(each.action, target.action));
  if (denial) return accessDenied(wording({ caller, target, by: denial.by }));
  const allowed = caller.power === 'base' || (caller.power === 'fix' ? fixing : reading).includes(target.action);
  return allowed ? null : accessDenied(wording({ caller, target, by: 'identity-based policy' }));
}

/** Why this caller may not do this to its account's money, in words; null when it may. */
export function spendRefusal(call: {
  caller: Caller;
  faults: Faults;
  action: string;
  resource: string;
}): string | null {
  const { caller, action, resource } = call;
  const target = { action, resource, bucket: null };
  const denial = call.faults.denied.find(
    (each) =>
      each.bucket === undefined &&
      (each.account === undefined || each.account === caller.accountId) &&
      matches(each.action, action),
  );
  if (denial) return unquoted(wording({ caller, target, by: denial.by }));
  const allowed = caller.power === 'fix' ? spendFixing : spendReading;
  if (caller.power === 'base' || allowed.some((pattern) => matches(pattern, action))) return null;
  return unquoted(wording({ caller, target, by: 'identity-based policy' }));
}

/** Only S3 puts the resource into quotation marks. */
function unquoted(message: string): string {
  return message.replaceAll('"', '');
}

export function kmsRefusal(caller: Caller, key: string): ServiceFailure {
  const target = { action: 'kms:Decrypt', resource: key, bucket: null };
  return accessDenied(wording({ caller, target, by: 'identity-based policy' }));
}

/** The sentence of an AccessDenied inside one account or organization. */
export function wording(call: { caller: Caller; target: Target; by: Denier }): string {
  const { caller, target, by } = call;
  const start = `User: ${caller.arn} is not authorized to perform: ${target.action} on resource: "${target.resource}"`;
  if (by === 'identity-based policy')
    return `${start} because no identity-based policy allows the ${target.action} action`;
  return `${start} with an explicit deny in ${/^[aeiou]/i.test(by) ? 'an' : 'a'} ${by}`;
}

function matches(pattern: string, action: string): boolean {
  return pattern === '*' || pattern === action || (pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1)));
}
