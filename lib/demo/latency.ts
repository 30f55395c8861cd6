import { setTimeout as wait } from 'node:timers/promises';

/** A timer later than this is a server that is too busy, and that shall show. */
const LATENESS_LIMIT_MS = 2;
/** How much one wait counts in the running mean of lateness. */
const WEIGHT = 0.02;

/**
 * Waits that last in the mean what was asked, although timers have whole milliseconds and fire late: they are set as much
 * shorter, and what rounding takes from one is given to the next.
 */
export function createLatency(): (ms: number) => Promise<void> {
  let lateness = 0;
  let carried = 0;
  return async (ms) => {
    const exact = ms - Math.min(lateness, LATENESS_LIMIT_MS) + carried;
    const asked = Math.max(1, Math.round(exact));
    carried = exact - asked;
    const begun = performance.now();
    await wait(asked);
    lateness += WEIGHT * (performance.now() - begun - asked - lateness);
  };
}
