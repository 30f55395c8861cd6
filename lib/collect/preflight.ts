import pLimit from 'p-limit';
import { assumeAnew } from '#lib/aws/assume-anew.ts';
import { bucketTries, fixBucketTries, type TriedBucket } from '#lib/aws/bucket-tries.ts';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import { organizationTries } from '#lib/aws/organization-tries.ts';
import type { AwsTarget, Meter } from '#lib/aws/target.ts';
import { accountTries, fixTries } from '#lib/aws/tries.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import type { PolicyDocument } from '#lib/guardrails/policy-document.ts';
import type { FixRole } from '#lib/guardrails/tried-action.ts';
import { type AccountView, accountView } from '#lib/store/account-views.ts';
import { bucketsDenied, bucketToTry } from '#lib/store/buckets-to-try.ts';
import { awsNow } from '#lib/store/clock.ts';
import {
  forgetListingProblem,
  recordDenied,
  recordFixRole,
  recordReach,
  recordTried,
  settleAccount,
} from '#lib/store/denials.ts';
import { type Attempt, attempt } from './attempt.ts';
import { memberPolicy, readPolicy } from './policy.ts';

/** Of one account. */
export const CALLS_AT_ONCE = 4;

/**
 * Looks into one account now: whether its roles can be used, and which of our actions are denied, by one cheap call each;
 * those that cost money or change something are not tried (lib/collect/not-tried.ts). Denied buckets are tried again.
 * What it finds is remembered as that of a collection is. For clicks and runs, never for a page view.
 * @param fixPolicy what the fixing role is meant to be allowed
 * @param actor who looks: the sessions in the account are named after them
 * @returns the account as it is known then
 * @throws AppError `notFound` for an account that nobody knows; `unreachable` when nobody answers
 */
export async function preflight({
  accountId,
  fixPolicy,
  actor,
  meter,
}: {
  accountId: string;
  fixPolicy: PolicyDocument;
  actor: string;
  meter?: Meter | undefined;
}): Promise<AccountView> {
  const before = await viewOf(accountId);
  if (before.leftAt) throw new AppError('refused', `Account ${before.name} is not in the organization any more.`);
  const target: AwsTarget = { accountId, region: homeRegion(), power: 'read', actor, ...(meter && { meter }) };
  const since = await awsNow();
  const bucket = await bucketToTry(accountId);
  const reached = await roleOf(target);
  if (reached.denied) await recordReach({ accountId, denied: reached.denied, at: await awsNow() });
  else {
    const isListable = await tryAll({ target, bucket, isOwn: reached.isOwn, since });
    // Why they could not be listed was of before: of the role, or of an action that is denied and told as such by now.
    if (isListable || before.reachable === 'no') await forgetListingProblem(accountId);
  }
  await recordFixRole({ accountId, fixRole: await tryFixRole({ ...target, power: 'fix' }, bucket, fixPolicy) });
  return viewOf(accountId);
}

/** Whether the role can be assumed now. @throws AppError where that cannot be told */
async function roleOf(target: AwsTarget): Promise<{ denied: Attempt['denied']; isOwn: boolean }> {
  let isOwn = false;
  const call = async () => {
    isOwn = (await assumeAnew(target)) === 'own';
  };
  const { denied } = await attempt({ action: 'sts:AssumeRole', call, mustTell: true, policies: await policies() });
  return { denied, isOwn };
}

/** @returns whether the buckets could be listed */
async function tryAll({
  target,
  bucket,
  isOwn,
  since,
}: {
  target: AwsTarget;
  bucket: TriedBucket | null;
  isOwn: boolean;
  since: Date;
}): Promise<boolean> {
  const { accountId } = target;
  const again = (await bucketsDenied(accountId)).filter(({ name }) => name !== bucket?.name);
  const here = ({ region }: TriedBucket) => ({ ...target, region: region || target.region });
  const tries = [
    ...accountTries(target),
    ...(isOwn && env().ORGANIZATION === 'auto' ? organizationTries(target) : []),
    ...again.flatMap((each) =>
      bucketTries(here(each), each)
        .filter(({ action }) => each.asked.includes(action))
        .map((one) => ({ ...one, on: each.name })),
    ),
    ...(bucket ? bucketTries(here(bucket), bucket).map((one) => ({ ...one, on: bucket.name })) : []),
  ];
  const limit = pLimit(CALLS_AT_ONCE);
  const ours = await policies();
  const found = await Promise.all(
    tries.map((each) =>
      limit(() => attempt({ ...each, mustTell: each.action === 's3:ListAllMyBuckets', policies: ours })),
    ),
  );
  const lost = found.find(({ denied }) => denied?.kind === 'role')?.denied ?? null;
  await recordReach({ accountId, denied: lost, at: await awsNow() });
  await recordTried({ accountId, tried: found.flatMap(({ tried }) => tried ?? []), since });
  for (const { denied } of found) if (denied && denied.kind !== 'role') await recordDenied({ accountId, denied });
  await settleAccount(accountId);
  return found.some(({ tried }) => tried?.action === 's3:ListAllMyBuckets' && tried.outcome === 'allowed');
}

/** Whether the role that fixes can be assumed, and which of its actions that change nothing are denied. */
async function tryFixRole(target: AwsTarget, bucket: TriedBucket | null, fixPolicy: PolicyDocument): Promise<FixRole> {
  const ours = [fixPolicy, ...(await policies())];
  let usable: FixRole['usable'] = 'yes';
  const call = async () => {
    if ((await assumeAnew(target)) === 'own') usable = 'own';
  };
  const role = await attempt({ action: 'sts:AssumeRole', call, policies: ours });
  const at = (await awsNow()).toISOString();
  if (role.denied) return { usable: 'no', problem: role.denied.problem, denied: [role.denied], tried: [], at };
  if (role.tried.outcome === 'unclear')
    return { usable: 'unclear', problem: role.tried.problem, denied: [], tried: [], at };
  const onBucket = bucket
    ? fixBucketTries({ ...target, region: bucket.region || target.region }, { bucket: bucket.name })
    : [];
  const found = [];
  for (const each of fixTries(target)) found.push(await attempt({ ...each, policies: ours }));
  for (const each of onBucket) found.push(await attempt({ ...each, on: bucket?.name ?? null, policies: ours }));
  const denied = found.flatMap((each) => each.denied ?? []);
  return { usable, problem: null, denied, tried: found.flatMap(({ tried }) => tried ?? []), at };
}

async function policies(): Promise<PolicyDocument[]> {
  const { partition } = await ambientIdentity();
  const members = memberPolicy(partition);
  return members ? [readPolicy(partition), members] : [readPolicy(partition)];
}

async function viewOf(accountId: string): Promise<AccountView> {
  const view = await accountView(accountId);
  if (!view) throw new AppError('notFound', `Nobody knows an account ${accountId}. Collect once to find it.`);
  return view;
}
