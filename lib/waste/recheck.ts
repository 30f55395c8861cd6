import { activeSince, DAY_MS } from './age.ts';

/** An upload without a new part for so long is quiet. */
export const QUIET_DAYS = 7;
/** A quiet upload's size is read again after so long: it cannot grow unnoticed for more than that. */
export const RECHECK_DAYS = 30;
/** An upload locked by a KMS key is asked for again after so long: keys seldom change, and a refused call is billed. */
export const LOCKED_DAYS = 7;

/**
 * Whether an upload's size must be asked for in a run that began at `now`. Quiet is judged as of the last check, because
 * nothing is known about the time since; a check since the run began is as good as the run's own. The rule in words: the
 * store judges by NEEDS_SIZE (lib/store/uploads.ts), which a test holds against this.
 */
export function needsSize({
  sizeCheckedAt,
  now,
  ...upload
}: {
  sizeCheckedAt: Date | null;
  lastPartAt: Date | null;
  initiatedAt: Date;
  now: Date;
}): boolean {
  if (!sizeCheckedAt) return true;
  if (sizeCheckedAt >= now) return false;
  const quietDays = (sizeCheckedAt.getTime() - activeSince(upload).getTime()) / DAY_MS;
  if (quietDays < QUIET_DAYS) return true;
  return now.getTime() - sizeCheckedAt.getTime() >= RECHECK_DAYS * DAY_MS;
}

/**
 * Whether a size that is needed is asked for, in a run that began at `now`. One that a KMS key locked waits, unless the
 * run looks at its bucket by name: somebody may have opened the key. One that stays locked is asked for then even where a
 * person who looked as themself told its size. In words here, as mayAsk and asksFor in lib/store/uploads.ts.
 */
export function mayAskSize({
  sizeLockedAt,
  named,
  now,
}: {
  sizeLockedAt: Date | null;
  /** The run was asked to look at this bucket. */
  named: boolean;
  now: Date;
}): boolean {
  if (!sizeLockedAt || named) return true;
  return now.getTime() - sizeLockedAt.getTime() >= LOCKED_DAYS * DAY_MS;
}
