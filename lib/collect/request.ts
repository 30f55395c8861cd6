import { standingsOfReadings } from '#lib/guardrails/guardrail-standing.ts';
import { accountKinds } from '#lib/spend/reading.ts';
import { awsNow } from '#lib/store/clock.ts';
import { type RecordedRun, type RunTrigger, recordRun } from '#lib/store/runs.ts';
import { lastReadAt, latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { bucketKinds, type CollectKind, collectKinds } from './kinds.ts';
import { boss, RUN_QUEUE } from './queue.ts';

export type CollectRequest = {
  /** Left out or empty: those of buckets, and of accounts what is due. A `preflight` is followed by `guardrails`. */
  kinds?: CollectKind[];
  /** Account ids; left out or empty: all. */
  accounts?: string[];
  /** As `accountId/bucket`; left out or empty: all. */
  buckets?: string[];
  trigger: RunTrigger;
  actor: string;
};

/**
 * Asks for a collection. One runs at a time: while one is queued or running it is joined. One that has not begun yet is
 * widened to cover this request too; one that has begun and does not is followed by one that does.
 * @returns the run, whether it was there already, and which one follows it for this request where it does not cover it
 */
export async function requestCollect({
  kinds = [],
  accounts = [],
  buckets = [],
  trigger,
  actor,
}: CollectRequest): Promise<RecordedRun> {
  const asked =
    kinds.length > 0
      ? collectKinds.filter((kind) => kinds.includes(kind) || (kind === 'guardrails' && kinds.includes('preflight')))
      : await dueKinds({ accounts, buckets, trigger });
  const run = await recordRun({ kinds: asked, accounts, buckets, trigger, actor });
  const { runId, joined } = run;
  if (!joined) {
    // Only a nudge: a worker also looks for open runs by itself.
    await boss()
      .then((queue) => queue.send(RUN_QUEUE, { runId }))
      .catch(() => null);
  }
  return run;
}

/** Asks for a collection, as requestCollect does. @returns the run that answers it: the next one where the open one does not */
export async function requestAnswer(request: CollectRequest): Promise<{ runId: string }> {
  const { runId, followUpRunId } = await requestCollect(request);
  return { runId: followUpRunId ?? runId };
}

/** Once a day: Cost Explorer bills each question, and has new data three times a day at most; guardrails change slowly. */
const ACCOUNTS_EVERY_MS = 20 * 3_600_000;
/** What guards an account and could not be seen may be seen by now: the next look of a schedule of 6 hours tries again. */
const UNSEEN_EVERY_MS = 5 * 3_600_000;

/**
 * Always the buckets; of money and guardrails, where all accounts are looked at, what nobody tried for a day, or sooner
 * where guardrails could not be seen. Look again on a page reads no money for the first time: its price is shown where it
 * can be read.
 */
async function dueKinds({
  accounts,
  buckets,
  trigger,
}: Required<Pick<CollectRequest, 'accounts' | 'buckets' | 'trigger'>>): Promise<CollectKind[]> {
  if (accounts.length > 0 || buckets.length > 0) return [...bucketKinds];
  const now = await awsNow();
  const tried = await Promise.all(accountKinds.map(async (kind) => ({ kind, at: await lastReadAt(kind) })));
  const guardrailsEvery = (await isAnyGuardrailUnseen()) ? UNSEEN_EVERY_MS : ACCOUNTS_EVERY_MS;
  const due = tried.filter(({ kind, at }) => {
    const isFree = kind === 'guardrails';
    if (at === null) return isFree || trigger !== 'page';
    return now.getTime() - at.getTime() > (isFree ? guardrailsEvery : ACCOUNTS_EVERY_MS);
  });
  return [...bucketKinds, ...due.map(({ kind }) => kind)];
}

/** Whether a guardrail of some account could not be seen when it was read last, on a server that has guardrails at all. */
async function isAnyGuardrailUnseen(): Promise<boolean> {
  const snapshot = await latestSpendSnapshot();
  if (!snapshot) return false;
  const readings = await spendReadings({ snapshotId: snapshot.snapshotId, kind: 'guardrails' });
  const readable = readings.filter(({ state }) => state !== 'unsupported');
  return standingsOfReadings(readable).some(({ status }) => status === 'blind');
}
