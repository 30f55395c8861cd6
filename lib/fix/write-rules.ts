import { setTimeout as pause } from 'node:timers/promises';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { putLifecycle } from '#lib/aws/put-lifecycle.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import type { Pace } from './pace.ts';

export type Written =
  /** Read back equal so many times in a row; `live` is what S3 answers. */
  | { outcome: 'settled'; live: LifecycleConfiguration }
  /** S3 took it, and still answers the old rules now and then. */
  | { outcome: 'unsettled' }
  /** S3 took it, and somebody else wrote after it; null: what they wrote has elements this version cannot read. */
  | { outcome: 'overwritten'; live: LifecycleConfiguration | null }
  /** S3 refused it: nothing was written. */
  | { outcome: 'refused'; error: AppError }
  /** No answer, neither to the write nor to the reads after it: what is in force is not known. */
  | { outcome: 'unknown'; error: AppError };

type Write = {
  target: AwsTarget;
  bucket: string;
  from: LifecycleConfiguration;
  to: LifecycleConfiguration;
  pace: Pace;
};

/** Replaces a bucket's rules and reads them back. The caller has just read `from` and holds the bucket's lease. */
export async function writeRules(write: Write): Promise<Written> {
  const { target, bucket, to } = write;
  let failure: AppError | null = null;
  try {
    await putLifecycle({ target, bucket, config: to });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Without an answer S3 may have written all the same: the reads decide.
    if (!isUnanswered(error)) return { outcome: 'refused', error };
    failure = error;
  }
  try {
    return await readBack(write, failure);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return failure ? { outcome: 'unknown', error: failure } : { outcome: 'unsettled' };
  }
}

function isUnanswered({ code, details }: AppError): boolean {
  if (code === 'unreachable') return true;
  return (
    code !== 'denied' && code !== 'throttled' && /^(InternalError|5\d\d|RequestTimeout)/.test(details.awsCode ?? '')
  );
}

async function readBack({ target, bucket, from, to, pace }: Write, failure: AppError | null): Promise<Written> {
  const until = Date.now() + pace.readBackMs;
  let equal = 0;
  let old = 0;
  let foreign: LifecycleConfiguration | null = null;
  let problem: AppError | null = null;
  for (let first = true; first || Date.now() < until; first = false) {
    if (!first) await pause(pace.afterMs);
    let live: LifecycleConfiguration;
    try {
      live = await getLifecycle({ target, bucket });
      problem = null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'refused') return { outcome: 'overwritten', live: null };
      problem = error;
      continue;
    }
    const isNew = sameConfiguration(live, to);
    const isOld = !isNew && sameConfiguration(live, from);
    equal = isNew ? equal + 1 : 0;
    old = isOld ? old + 1 : 0;
    if (equal >= pace.equalReads) return { outcome: 'settled', live };
    // Once more, because a read may also answer what was there long before.
    if (!isNew && !isOld && foreign && sameConfiguration(live, foreign)) return { outcome: 'overwritten', live };
    foreign = isNew || isOld ? null : live;
    if (failure && old >= pace.equalReads) return { outcome: 'refused', error: failure };
  }
  if (problem) throw problem;
  return { outcome: 'unsettled' };
}
