import pLimit from 'p-limit';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { listBuckets } from '#lib/aws/list-buckets.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { accountTries, bucketTries, type Try } from '#lib/aws/tries.ts';
import { AppError } from '#lib/errors.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import { type AccountView, accountView } from '#lib/store/account-views.ts';
import { awsNow } from '#lib/store/clock.ts';
import { recordReach, recordTried } from '#lib/store/denials.ts';
import { someBucket } from '#lib/store/known-accounts.ts';
import { deniedActionOf } from './denied-action.ts';
import { readPolicy } from './policy.ts';
import { collectors } from './registry.ts';

const AT_ONCE = 4;

/**
 * Looks into one account now: whether its role can be used, and which of our actions are denied, by one cheap call each.
 * What it finds is remembered as that of a collection is. For clicks, never for a page view.
 * @returns the account as it is known then
 * @throws AppError `notFound` for an account that nobody knows; `unreachable` when nobody answers
 */
export async function preflight({ accountId }: { accountId: string }): Promise<AccountView> {
  const before = await viewOf(accountId);
  if (before.leftAt) throw new AppError('refused', `Account ${before.name} is not in the organization any more.`);
  const target: AwsTarget = { accountId, region: homeRegion(), power: 'read' };
  const listing = await attempt({ action: 's3:ListAllMyBuckets', call: () => listBuckets({ target }).next() });
  if (listing?.kind === 'role') await recordReach({ accountId, denied: listing, at: await awsNow() });
  else await tryAll(target, listing);
  return viewOf(accountId);
}

async function tryAll(target: AwsTarget, listing: DeniedAction | null): Promise<void> {
  const { accountId } = target;
  const bucket = await someBucket(accountId);
  const ofAccount = accountTries(target);
  const ofBucket = bucket ? bucketTries({ ...target, region: bucket.region || target.region }, bucket.name) : [];
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all([...ofAccount, ...ofBucket].map((each) => limit(() => attempt(each))));
  const at = await awsNow();
  await recordReach({ accountId, denied: null, at });
  const denied = [listing, ...found].filter((each) => each !== null);
  await recordTried({
    accountId,
    asked: ['s3:ListAllMyBuckets', ...ofAccount.map(({ action }) => action)],
    denied,
    at,
  });
}

/** What denies it; null when it is allowed, or fails for another reason. */
async function attempt({ action, call }: Try): Promise<DeniedAction | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const kind = collectors.find(({ actions }) => actions.includes(action))?.kind ?? 'listing';
    const denied = deniedActionOf({ error, kind, at: await awsNow(), policies: [readPolicy()] });
    if (!denied && isOfAll(error)) throw error;
    return denied;
  }
}

/** Nothing can be said of the account: the credentials or the way to AWS are at fault. */
function isOfAll({ code, details }: AppError): boolean {
  return code === 'unreachable' || details.reason === 'credentials';
}

async function viewOf(accountId: string): Promise<AccountView> {
  const view = await accountView(accountId);
  if (!view) throw new AppError('notFound', `Nobody knows an account ${accountId}. Collect once to find it.`);
  return view;
}
