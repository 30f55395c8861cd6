import { env } from '#lib/env.ts';
import { getNow, getSnapshot } from './snapshot.ts';

export async function getNavigation(): Promise<{ buckets: number | null }> {
  const snapshot = await getSnapshot();
  return { buckets: snapshot?.totals.buckets ?? null };
}

/** The simulated time where a simulated AWS can be told to move on, else null. */
export async function getSimulatedClock(): Promise<Date | null> {
  const now = await getNow();
  return env().CLOCK_CONTROL_URL ? now : null;
}
