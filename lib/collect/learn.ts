import type { AppError } from '#lib/errors.ts';
import { deniedBuckets, recordDenied, recordReach, recordTried } from '#lib/store/denials.ts';
import { deniedActionOf } from './denied-action.ts';
import { learnOwnAllowed, learnOwnDenied } from './learn-own.ts';
import type { RunContext } from './run-context.ts';

type Place = { context: RunContext; accountId: string };

/** Remembers that the role of an account can be used; a look as oneself tells nothing of it. */
export async function learnReached({ context, accountId }: Place): Promise<void> {
  if (context.own) return;
  if (context.learnt.isNew(`${accountId} reached`)) await recordReach({ accountId, denied: null, at: context.now() });
}

/**
 * Remembers what an error says is denied in an account, and by whom; nothing where it is another error. What is denied to
 * a person is remembered of their permission set.
 */
export async function learnDenied({
  context,
  accountId,
  kind,
  error,
}: Place & {
  /** What was being read. */
  kind: string;
  error: AppError;
}): Promise<void> {
  const at = context.now();
  const { learnt, own } = context;
  if (own) return learnOwnDenied({ own, learnt, accountId, error });
  const denied = deniedActionOf({ error, kind, at, policies: context.policies });
  if (!denied) return;
  if (denied.kind === 'role') {
    if (learnt.isNew(`${accountId} refused`)) await recordReach({ accountId, denied, at });
    return;
  }
  await learnReached({ context, accountId });
  const { asked, action, by, explicit, policyArn, resource } = denied;
  const [bucket = null] = denied.buckets;
  learnt.denied({ accountId, action: asked, bucket });
  // A bucket policy may deny a thousand times.
  const key = action.startsWith('kms:') ? resource : '';
  if (learnt.isNew([accountId, bucket, kind, asked, action, by, explicit, policyArn, key].join(' ')))
    await recordDenied({ accountId, denied });
}

/**
 * Remembers what was allowed since it was last asked so: for the whole account, or on one bucket. What was denied there
 * before and is allowed now is denied no more. What is allowed to a person is remembered of their permission set.
 */
export async function learnAllowed({
  context,
  accountId,
  bucket = null,
}: Place & { bucket?: string | null }): Promise<void> {
  const { learnt, own } = context;
  const actions = learnt.take({ accountId, bucket });
  if (own) return learnOwnAllowed({ own, learnt, accountId, actions });
  const isNews = actions.filter((action) => learnt.isNew(`${accountId} allowed ${action}`)).length > 0;
  const wasDenied =
    bucket !== null && (await learnt.once(`${accountId} denied buckets`, () => deniedBuckets(accountId))).has(bucket);
  if (actions.length === 0 || (bucket !== null && !isNews && !wasDenied)) return;
  const at = context.now().toISOString();
  const tried = actions.map((action) => ({ action, outcome: 'allowed' as const, on: bucket, problem: null, at }));
  await recordTried({ accountId, tried, since: context.startedAt });
}
