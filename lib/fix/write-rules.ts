import { setTimeout as pause } from 'node:timers/promises';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { putLifecycle } from '#lib/aws/put-lifecycle.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import type { Pace } from './pace.ts';
import { settledRules } from './rules-reading.ts';

export type Written =
  /** Read back equal so many times in a row; `live` is what S3 answers. */
  | { outcome: 'settled'; live: LifecycleConfiguration }
  /** S3 took it, and still answers the old rules now and then. */
  | { outcome: 'unsettled' }
  /** S3 took it, and somebody else wrote after it; null: what they wrote has elements this version cannot read. */
  | { outcome: 'overwritten'; live: LifecycleConfiguration | null }
  /** S3 was too busy at first, and somebody else wrote before the next attempt: nothing was written. */
  | { outcome: 'changed'; live: LifecycleConfiguration }
  /** S3 refused it: nothing was written. */
  | { outcome: 'refused'; error: AppError }
  /** S3 failed or did not answer, and the reads after it do not show the new rules: S3 may have written all the same. */
  | { outcome: 'unknown'; error: AppError };

type Write = {
  target: AwsTarget;
  bucket: string;
  from: LifecycleConfiguration;
  to: LifecycleConfiguration;
  pace: Pace;
  /** Asked before every attempt. @throws AppError when the bucket's lease was lost */
  confirm: () => Promise<void>;
};

const MOST_ATTEMPTS = 5;

/**
 * Replaces a bucket's rules and reads them back. The caller has just read `from` and holds the bucket's lease. Where S3 asks
 * to slow down, the rules are read again before the next attempt.
 */
export async function writeRules(write: Write): Promise<Written> {
  const { target, bucket, from, to, pace } = write;
  for (let attempt = 1; ; attempt++) {
    await write.confirm();
    const failure = await put(write);
    if (!failure || isUnanswered(failure)) return readBackOrGiveUp(write, failure);
    if (failure.code !== 'throttled' || attempt === MOST_ATTEMPTS) return { outcome: 'refused', error: failure };
    await pause(pace.beforeMs * 2 ** (attempt - 1));
    const live = await settledRules({ target, bucket, gapMs: pace.beforeMs });
    if (sameConfiguration(live, to)) return readBackOrGiveUp(write, null);
    if (!sameConfiguration(live, from)) return { outcome: 'changed', live };
  }
}

async function put({ target, bucket, to }: Write): Promise<AppError | null> {
  try {
    await putLifecycle({ target, bucket, config: to });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Without an answer S3 may have written all the same: the reads decide. */
function isUnanswered({ code, details }: AppError): boolean {
  if (code === 'unreachable') return true;
  return code === 'failed' && /^5/.test(details.httpStatus ?? '');
}

async function readBackOrGiveUp(write: Write, failure: AppError | null): Promise<Written> {
  try {
    return await readBack(write, failure);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return failure ? { outcome: 'unknown', error: failure } : { outcome: 'unsettled' };
  }
}

async function readBack({ target, bucket, from, to, pace }: Write, failure: AppError | null): Promise<Written> {
  const until = Date.now() + pace.readBackMs;
  let equal = 0;
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
    if (equal >= pace.equalReads) return { outcome: 'settled', live };
    // Once more, because a read may also answer what was there long before.
    if (!isNew && !isOld && foreign && sameConfiguration(live, foreign)) return { outcome: 'overwritten', live };
    foreign = isNew || isOld ? null : live;
  }
  if (problem) throw problem;
  // However often the old rules were read: they are answered for minutes after a write.
  return failure ? { outcome: 'unknown', error: failure } : { outcome: 'unsettled' };
}
