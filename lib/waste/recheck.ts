import { activeSince, DAY_MS } from './age.ts';

/** An upload without a new part for so long is quiet. */
export const QUIET_DAYS = 7;
/** A quiet upload's size is read again after so long: it cannot grow unnoticed for more than that. */
export const RECHECK_DAYS = 30;

/**
 * Whether an upload's size must be asked for in this run. Quiet is judged as of the last check, because nothing is known
 * about the time since.
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
  if (!sizeCheckedAt || sizeCheckedAt > now) return true;
  const quietDays = (sizeCheckedAt.getTime() - activeSince(upload).getTime()) / DAY_MS;
  if (quietDays < QUIET_DAYS) return true;
  return now.getTime() - sizeCheckedAt.getTime() >= RECHECK_DAYS * DAY_MS;
}
