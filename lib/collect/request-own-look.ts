import { AppError } from '#lib/errors.ts';
import { requireSomebody } from '#lib/identity-center/as-whom.ts';
import { connectionIdOf, ownSessionOf } from '#lib/identity-center/own-session.ts';
import { formatCount } from '#lib/money/format.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { openRun, type RunOwner, type RunTrigger, recordOwnRun, runView } from '#lib/store/runs.ts';
import { requireOpen } from './asked-accounts.ts';
import { bucketKinds } from './kinds.ts';
import { type LookPlace, scopeOfPlace } from './look-place.ts';
import { boss, RUN_QUEUE } from './queue.ts';

export type OwnLookRequest = LookPlace & {
  /** One of the person's own. */
  permissionSet: string;
  /** Whose connection it is; null for a program, which is nobody. */
  owner: { sessionId: string; actor: string } | null;
  trigger: RunTrigger;
};

/**
 * Asks for a look at an account or a bucket with the person's own session, which runs by itself.
 * @returns the run
 * @throws AppError `forbidden` for a program; `refused` or `notFound` for an account that is not looked at; as ownSessionOf
 * where it is not the person's or they are not connected; `conflict` while any collection is under way
 */
export async function requestOwnLook({
  accountId,
  bucket,
  permissionSet,
  owner,
  trigger,
}: OwnLookRequest): Promise<{ runId: string }> {
  const { sessionId, actor } = requireSomebody(owner);
  await requireOpen(accountId);
  const flowId = await connectionIdOf(sessionId);
  const { userName: awsUser } = await ownSessionOf({ sessionId, accountId, permissionSet });
  const scope = scopeOfPlace({ accountId, bucket });
  const kinds = [...bucketKinds];
  const runId = await begin({ ...scope, kinds, trigger, actor, own: { sessionId, flowId, permissionSet, awsUser } });
  const detail = { runId, kinds, accounts: scope.accounts, permissionSet, awsUser };
  await recordActivity({
    at: await awsNow(),
    actor,
    action: 'collect.request',
    accountId,
    bucket: bucket ?? null,
    detail,
  });
  // Only a nudge: a worker also looks for open runs by itself.
  await boss()
    .then((queue) => queue.send(RUN_QUEUE, { runId }))
    .catch(() => null);
  return { runId };
}

async function begin(request: Parameters<typeof recordOwnRun>[0] & { own: RunOwner }): Promise<string> {
  for (;;) {
    const runId = await recordOwnRun(request);
    if (runId !== null) return runId;
    const open = await openRun();
    const view = open && (await runView(open.runId));
    // It may have ended just now.
    if (view) throw underWay(view);
  }
}

function underWay({
  runId,
  requestedBy,
  own,
  done,
  total,
}: NonNullable<Awaited<ReturnType<typeof runView>>>): AppError {
  const whose = own ? `A look that ${requestedBy} makes as themself` : `A collection that ${requestedBy} asked for`;
  const far = total > 0 ? `${formatCount(done)} of ${formatCount(total)} buckets` : 'it has just begun';
  return new AppError(
    'conflict',
    `${whose} is under way: ${far}. A look as yourself runs by itself, so try again when it has ended.`,
    { reason: 'underWay', runId },
  );
}
