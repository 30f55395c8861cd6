import { listParts } from '#lib/aws/list-parts.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { formatCount } from '#lib/money/format.ts';
import type { BucketWork } from '#lib/store/run-buckets.ts';
import {
  callsFor,
  MOST_CALLS_PER_UPLOAD,
  nextToSize,
  type SizeAnswer,
  sizeStrata,
  storeSizes,
  type UploadId,
} from '#lib/store/uploads.ts';
import { LOCKED_DAYS } from '#lib/waste/recheck.ts';
import { isBudgetReached } from './budget.ts';
import { drawSample } from './draw-sample.ts';
import { learnDenied } from './learn.ts';
import type { RunContext } from './run-context.ts';

const BATCH = 500;
/** Batches in flight at once, so that the end of one does not leave the wire idle. */
const BATCHES_AHEAD = 2;
/** A sample is drawn to take about the limit; parts nobody knew of may take more calls, up to so many times of it. */
const MOST_OVER_LIMIT = 2;

export type Sizing = {
  /** The sizes were drawn as a sample. */
  sampled: boolean;
  endedBy: 'done' | 'budget' | 'stopping' | 'unreachable' | 'limit';
  /** Why it ended early, or what was refused to who looks as themself, for a person; null otherwise. */
  problem: string | null;
};

/**
 * Phase `parts`: asks for the size of every upload that needs it, in key order, batch by batch; each batch is stored
 * with the marker behind it. Above LIST_PARTS_PER_BUCKET calls only a sample is asked for; where uploads turn out to have
 * so many parts that this takes far more, it ends with what it has.
 * @throws LeaseLost; AppError `notFound` when the bucket is gone
 */
export async function sizeUploads({ context, work }: { context: RunContext; work: BucketWork }): Promise<Sizing> {
  const { startedAt, run, own } = context;
  const { bucketId } = work;
  // A key that locks parts for our role may be open to a person.
  const named = own !== null || run.buckets.includes(`${work.accountId}/${work.name}`);
  const limit = env().LIST_PARTS_PER_BUCKET;
  const strata = work.listed * MOST_CALLS_PER_UPLOAD <= limit ? [] : await sizeStrata({ bucketId, startedAt, named });
  const sample = drawSample({ strata, limit, seed: run.seq });
  const calls = {
    made: strata.reduce((sum, { made }) => sum + made, 0),
    most: sample === null ? limit : limit * MOST_OVER_LIMIT,
  };
  const sizing: Sizing = { sampled: sample !== null, endedBy: 'done', problem: null };
  if (work.listed === 0) return sizing;

  let after: UploadId | null =
    work.keyMarker !== null && work.uploadIdMarker !== null
      ? { key: work.keyMarker, uploadId: work.uploadIdMarker }
      : null;
  const storing: Promise<void>[] = [];
  let stored: Promise<void> = Promise.resolve();
  try {
    while (sizing.endedBy === 'done') {
      if (context.stopping()) {
        sizing.endedBy = 'stopping';
        break;
      }
      const batch: UploadId[] = await nextToSize({ bucketId, startedAt, named, after, limit: BATCH, sample });
      if (batch.length === 0) break;
      const last: UploadId = batch.at(-1) ?? { key: '', uploadId: '' };
      after = last;
      const asked = askSizes({ context, work, batch, calls });
      stored = Promise.all([stored, asked]).then(async ([, { answers, endedBy, problem }]) => {
        if (endedBy !== 'done') sizing.endedBy = endedBy;
        sizing.problem = problem ?? sizing.problem;
        // A batch that ended early keeps its answers but not its marker: the rest is asked for again.
        const marker = sizing.endedBy === 'done' ? last : null;
        await storeSizes({ work, answers, startedAt, marker, isOwn: own !== null });
      });
      // Its failure is met where it is awaited.
      stored.catch(() => undefined);
      storing.push(stored);
      if (storing.length >= BATCHES_AHEAD || batch.length < BATCH) await storing.shift();
      if (batch.length < BATCH) break;
    }
  } finally {
    await Promise.allSettled(storing);
  }
  await stored;
  return sizing;
}

type Asked = { answers: SizeAnswer[]; endedBy: Sizing['endedBy']; problem: string | null };

/** Asks for a batch through the gate; as many at once as the worker may have in flight. */
async function askSizes({
  context,
  work,
  batch,
  calls,
}: {
  context: RunContext;
  work: BucketWork;
  batch: UploadId[];
  /** Of the whole bucket in this run. */
  calls: { made: number; most: number };
}): Promise<Asked> {
  const { gate, target, askers } = context.place(work.accountId, work.region);
  const asked: Asked = { answers: [], endedBy: 'done', problem: null };
  let next = 0;
  const ask = async () => {
    for (let upload = batch[next++]; upload && asked.endedBy === 'done'; upload = batch[next++]) {
      const { key, uploadId } = upload;
      if (context.stopping()) {
        asked.endedBy = 'stopping';
        return;
      }
      if (calls.made >= calls.most) {
        asked.endedBy = 'limit';
        asked.problem = `Measuring ended after ${formatCount(calls.made)} calls of ListParts (LIST_PARTS_PER_BUCKET).`;
        return;
      }
      calls.made += 1;
      try {
        const found = await gate.run(() => listParts({ target, bucket: work.name, key, uploadId }));
        if (found.state === 'found') calls.made += callsFor(found.parts) - 1;
        if (found.state === 'gone') asked.answers.push({ key, uploadId, outcome: 'gone' });
        else {
          const { parts, bytes, lastPartAt } = found;
          asked.answers.push({ key, uploadId, outcome: 'sized', parts, bytes, lastPartAt });
        }
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'notFound' || error.details.reason === 'credentials')
          throw error;
        if (isBudgetReached(error) || (error.code === 'unreachable' && gate.isHung())) {
          asked.endedBy = error.code === 'unreachable' ? 'unreachable' : 'budget';
          asked.problem = error.message;
          return;
        }
        await learnDenied({ context, accountId: work.accountId, kind: 'uploads', error });
        // What is refused to a person is told of their look, and leaves the upload as our role knows it.
        if (context.own) asked.problem ??= error.message;
        else asked.answers.push({ key, uploadId, outcome: 'refused', ...refusal(error) });
      }
    }
  };
  const askInTurn = async () => {
    await askers.take();
    await ask().finally(askers.give);
  };
  await Promise.all(Array.from({ length: Math.min(batch.length, env().SCAN_CONCURRENCY) }, askInTurn));
  return asked;
}

/** Why a size was refused. What a KMS key locks is left alone for a while; any other refusal is tried in the next run. */
function refusal({ message, details }: AppError): { problem: string; locked: boolean } {
  const locked = details.deniedBy === 'kms key policy';
  const next = ` Asked again after ${LOCKED_DAYS} days, or by Look again on this bucket.`;
  return { problem: locked ? message + next : message, locked };
}
