import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { database } from './database.ts';
import { keyedHash } from './secret-box.ts';

/** So many `points` in the `seconds` after the first, for each `key`; `name` is what is limited. */
export type Limit = { name: string; key: string; points: number; seconds: number };

export type LimitState = {
  allowed: boolean;
  /** Whole seconds until the next is allowed, at least 1; 0 when this one is. */
  retryAfterSeconds: number;
  /** It is the first that was refused of this key in this window; only told by what takes. */
  closed?: true;
};

// One limiter a rule and a connection; each drops the windows that ended an hour ago, every five minutes.
const limiters = new WeakMap<pg.Pool, Map<string, RateLimiterPostgres>>();

/**
 * Takes one point of a limit that all processes share. Of the key only a keyed hash is stored: it may be an address or a name.
 * @throws whatever the database throws: a limit that cannot be read is none that was kept
 */
export async function takeFromLimit(limit: Limit): Promise<LimitState> {
  try {
    await limiterOf(limit).consume(hashOf(limit.key));
    return { allowed: true, retryAfterSeconds: 0 };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const closed = error.consumedPoints === limit.points + 1;
    return { allowed: false, retryAfterSeconds: secondsOf(error), ...(closed && { closed }) };
  }
}

/** Whether `takeFromLimit` would allow one more, without taking it: for limits that only count what failed. */
export async function peekLimit(limit: Limit): Promise<LimitState> {
  const used = await limiterOf(limit).get(hashOf(limit.key));
  return used === null || used.consumedPoints < limit.points
    ? { allowed: true, retryAfterSeconds: 0 }
    : { allowed: false, retryAfterSeconds: secondsOf(used) };
}

/** Gives back what was taken: for a limit on failures, where also those that come at once are counted. */
export async function giveBackToLimit(limit: Limit): Promise<void> {
  await limiterOf(limit).reward(hashOf(limit.key));
}

/** Forgets what was taken: for a limit on failures in a row, after a success. */
export async function forgetLimit(limit: Limit): Promise<void> {
  await limiterOf(limit).delete(hashOf(limit.key));
}

function limiterOf({ name, points, seconds }: Limit): RateLimiterPostgres {
  const { pool } = database();
  const ofPool = limiters.get(pool) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(pool, ofPool);
  const rule = `${name}/${points}/${seconds}`;
  const known = ofPool.get(rule);
  if (known) return known;
  const made = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  });
  ofPool.set(rule, made);
  return made;
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}

function hashOf(key: string): string {
  return keyedHash(key, 'rate limit');
}
