import { activeSince, DAY_MS } from './age.ts';

/** An upload without a new part for so long is quiet. */
export const QUIET_DAYS = 7;
/** A quiet upload's size is read again after so long: it cannot grow unnoticed for more than that. */
export const RECHECK_DAYS = 30;

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
