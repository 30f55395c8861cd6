import { isBucketGone } from '#lib/aws/bucket-gone.ts';
import { bucketRegion } from '#lib/aws/bucket-region.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { formatCount } from '#lib/money/format.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { unknownFigures } from '#lib/store/figures.ts';
import {
  type BucketWork,
  bucketGone,
  finishBucket,
  LeaseLost,
  releaseLeases,
  setRegion,
  storedRules,
  storeRules,
} from '#lib/store/run-buckets.ts';
import { stopRunByBudget } from '#lib/store/runs.ts';
import { formerFigures } from '#lib/store/snapshots.ts';
import { uploadGroups } from '#lib/store/upload-groups.ts';
import { storePage } from '#lib/store/uploads.ts';
import { likelyCreator } from '#lib/waste/creator.ts';
import { type BucketVerdict, bucketFigures, deniedFigures } from './bucket-figures.ts';
import { isBudgetReached } from './budget.ts';
import { lifecycleRules } from './collectors/lifecycle.ts';
import { uploadPages } from './collectors/uploads.ts';
import { finishInPart, leaveAsItWas } from './keep-bucket.ts';
import { learnAllowed, learnDenied } from './learn.ts';
import type { RunContext } from './run-context.ts';
import { type Sizing, sizeUploads } from './size-uploads.ts';

type Job = {
  context: RunContext;
  work: BucketWork;
  /** Called when its uploads are listed and only their sizes are to come. */
  listed?: (work: BucketWork) => void;
};

/**
 * Reads one bucket from where its last checkpoint left it to its end. Whatever goes wrong with the bucket ends in its
 * own problem; a lost lease and a failing store throw.
 * @returns `budget` when the day's ceiling stopped it, `stopping` when it was let go for a later worker
 * @throws LeaseLost
 */
export async function collectBucket(job: Job): Promise<Sizing['endedBy']> {
  const endedBy = await readBucket(job);
  const { context, work } = job;
  await learnAllowed({ context, accountId: work.accountId, bucket: work.name });
  return endedBy;
}

async function readBucket(job: Job): Promise<Sizing['endedBy']> {
  const { context, work } = job;
  try {
    if (work.region === '') await findRegion(job);
    if (work.phase === 'rules' || isLeftWithoutRules(job)) await readRules(job);
    if (!context.run.kinds.includes('uploads')) {
      await finishWithFormer(job, null);
      return 'done';
    }
    if (work.phase === 'list' && !(await listUploads(job))) {
      await releaseLeases({ owner: work.owner, bucketId: work.bucketId });
      return 'stopping';
    }
    job.listed?.(work);
    const sizing = await sizeUploads(job);
    if (sizing.endedBy === 'stopping') {
      await releaseLeases({ owner: work.owner, bucketId: work.bucketId });
      return 'stopping';
    }
    await finish(job, sizing);
    if (sizing.endedBy === 'budget') await stopRunByBudget(context.run.runId);
    return sizing.endedBy;
  } catch (error) {
    if (error instanceof LeaseLost || isStoreAway(error)) throw error;
    return endWithProblem(job, error instanceof AppError ? error : unforeseen(error));
  }
}

/** A fault of ours or of this bucket's data: one bad bucket never spoils a scan. */
function unforeseen(error: unknown): AppError {
  const cause = error instanceof Error ? error.message : String(error);
  return new AppError(
    'failed',
    `Straybytes could not work with what S3 answered (${cause}). Please report it.`,
    {},
    error,
  );
}

async function findRegion({ context, work }: Job): Promise<void> {
  const { gate, target } = context.place(work.accountId, '');
  const region = await gate.run(() => bucketRegion({ target, bucket: work.name }));
  await setRegion({ work, region });
}

/** Rules that a look as oneself has read are nowhere before its bucket ends, and are gone with the worker that read them. */
function isLeftWithoutRules({ context: { own }, work: { rules, problem } }: Job): boolean {
  return own !== null && rules === undefined && problem === null;
}

async function readRules({ context, work }: Job): Promise<void> {
  const at = context.now();
  if (!context.run.kinds.includes('lifecycle')) return storeRules({ work, config: null, problem: null, at });
  const { gate, target } = context.place(work.accountId, work.region);
  try {
    const config = await gate.run(() => lifecycleRules({ target, bucket: work.name }));
    await storeRules({ work, config, problem: null, held: context.own !== null, at });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'notFound' || error.code === 'unreachable') throw error;
    if (isBudgetReached(error) || (context.own && error.details.reason === 'credentials')) throw error;
    await learnDenied({ context, accountId: work.accountId, kind: 'lifecycle', error });
    await storeRules({ work, config: null, problem: error.message, at });
  }
}

/** @returns false when it was stopped on the way */
async function listUploads({ context, work }: Job): Promise<boolean> {
  const { gate, target } = context.place(work.accountId, work.region);
  const { keyMarker, uploadIdMarker, name: bucket } = work;
  const pages = uploadPages({ target, bucket, from: keyMarker === null ? null : { keyMarker, uploadIdMarker } });
  const fetchNext = () => {
    const next = gate.run(() => pages.next());
    // Its failure is met where it is awaited.
    next.catch(() => undefined);
    return next;
  };
  for (let next = fetchNext(); ; ) {
    const page = await next;
    if (page.done) return true;
    if (context.stopping()) return false;
    // One page ahead, so that neither S3 nor the store waits for the other.
    if (page.value.next) next = fetchNext();
    const uploads = page.value.uploads.map((upload) => ({
      ...upload,
      creator: likelyCreator({ bucket, key: upload.key, initiator: upload.initiator }),
    }));
    await storePage({ work, runSeq: context.run.seq, uploads, next: page.value.next });
    if (!page.value.next) return true;
  }
}

async function finish({ context, work }: Job, { sampled, endedBy, problem: ended }: Sizing): Promise<void> {
  const { bucketId } = work;
  const { startedAt } = context;
  const at = context.now();
  const { verdict, prefixes } = await verdictOf(work);
  const empty = work.listed === 0;
  const groups = empty ? [] : await uploadGroups({ bucketId, startedAt, prefixes });
  const figures = bucketFigures({
    groups,
    // Where something was refused, what was drawn does not stand for the rest.
    sampled: sampled && endedBy === 'done' && ended === null,
    verdict,
    region: work.region,
    priceOverride: env().PRICE_PER_GB_MONTH_USD,
    checkedAt: at,
  });
  const unsized = (figures.uploads ?? 0) - groups.reduce((sum, group) => sum + group.fresh, 0);
  const sizes =
    figures.measurement === 'partial'
      ? partialProblem({
          work,
          unsized,
          reason: ended ?? groups.find((group) => group.sizeProblem !== null)?.sizeProblem ?? null,
        })
      : null;
  const problem = joinProblems(work.problem, sizes);
  const { own } = context;
  if (own && problem !== null) return finishInPart({ work, own, figures, problem, at });
  await finishBucket({ work, figures, measurement: figures.measurement, problem, at });
}

function partialProblem({
  work,
  unsized,
  reason,
}: {
  work: BucketWork;
  unsized: number;
  reason: string | null;
}): string {
  const what = `The sizes of ${formatCount(unsized)} uploads of \`${work.name}\` are not known, so its bytes are a lower bound.`;
  return reason ? `${what} ${reason}` : what;
}

async function verdictOf(work: BucketWork): Promise<{ verdict: BucketVerdict; prefixes: string[] }> {
  const unknown = { verdict: { coverage: null, abortAfterDays: null }, prefixes: [] };
  if (work.problem !== null || work.phase === 'rules') return unknown;
  const stored = await storedRules(work);
  if (stored === null) return unknown;
  const { coverage, abortAfterDays, prefixes } = coverageOf(stored.rules);
  return {
    verdict: { coverage, abortAfterDays },
    prefixes: coverage === 'full' ? [''] : prefixes.map(({ prefix }) => prefix),
  };
}

/**
 * Ends a bucket with what is known of its uploads from before: as it was when they were not asked for, as a lower bound
 * with the problem when they could not be read. Who could not read them as themself leaves it as it was.
 */
async function finishWithFormer({ context, work }: Job, problem: string | null): Promise<void> {
  const { own } = context;
  if (own && problem !== null)
    return leaveAsItWas({ work, own, problem: joinProblems(work.problem, problem), at: context.now() });
  const former = (await formerFigures(work.bucketId)) ?? unknownFigures;
  const { verdict, prefixes } = await verdictOf(work);
  const known = verdict.coverage === null ? {} : verdict;
  const { bucketId } = work;
  const groups =
    verdict.coverage === null || former.bytes === null
      ? []
      : await uploadGroups({ bucketId, startedAt: context.startedAt, prefixes });
  const uncovered = groups.reduce((sum, group) => sum + (group.covered ? 0 : group.knownBytes), 0);
  const figures = { ...former, ...known, ...(groups.length > 0 && { uncoveredBytes: uncovered }) };
  const told = joinProblems(work.problem, problem);
  const unread = former.uploads === null ? 'notScanned' : 'partial';
  const measurement = problem === null ? figures.measurement : unread;
  await finishBucket({ work, figures: { ...figures, measurement }, measurement, problem: told, at: context.now() });
}

async function endWithProblem({ context, work }: Job, error: AppError): Promise<Sizing['endedBy']> {
  const at = context.now();
  if (isBudgetReached(error)) {
    await finishWithFormer({ context, work }, notReached({ work, error }));
    await stopRunByBudget(context.run.runId);
    return 'budget';
  }
  if (error.details.awsCode === 'NoSuchBucket' && (await isGone({ context, work }))) {
    await bucketGone({ work, at });
    return 'done';
  }
  await learnDenied({ context, accountId: work.accountId, kind: 'uploads', error });
  const isDenied = error.code === 'denied' && error.details.reason !== 'credentials' && work.phase !== 'parts';
  if (isDenied && context.own === null) {
    const { verdict } = await verdictOf(work);
    const problem = joinProblems(work.problem, error.message);
    await finishBucket({
      work,
      figures: deniedFigures({ verdict, checkedAt: at }),
      measurement: 'denied',
      problem,
      at,
    });
    return 'done';
  }
  await finishWithFormer({ context, work }, naming(work, error));
  return 'done';
}

function isGone({ context, work }: Job): Promise<boolean> {
  const { gate, target } = context.place(work.accountId, work.region);
  return gate.run(() => isBucketGone({ target, bucket: work.name }));
}

function joinProblems(first: string | null, second: string): string;
function joinProblems(first: string | null, second: string | null): string | null;
function joinProblems(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  return `${first} ${second}`;
}

/** A problem of the region is told of the bucket by name. */
function naming(work: BucketWork, error: AppError): string {
  return error.message.includes(work.name)
    ? error.message
    : `Cannot read uploads of \`${work.name}\`: ${error.message}`;
}

function notReached({ work, error }: { work: BucketWork; error: AppError }): string {
  return `\`${work.name}\` was not read in this collection and keeps its former figures: ${error.message}`;
}
