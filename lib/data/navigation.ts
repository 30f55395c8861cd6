import { env } from '#lib/env.ts';
import { getAccountCount } from './accounts.ts';
import { getFailingCount } from './guardrails.ts';
import { getNow, getSnapshot } from './snapshot.ts';

/** What stands beside the pages; null: not known. `failing`: guardrails that fail somewhere. */
export type NavigationCounts = { buckets: number | null; accounts: number | null; failing: number | null };

export async function getNavigation(): Promise<NavigationCounts> {
  const [snapshot, { lookedAt }, failing] = await Promise.all([getSnapshot(), getAccountCount(), getFailingCount()]);
  return {
    buckets: snapshot?.totals.buckets ?? null,
    accounts: lookedAt === 0 ? null : lookedAt,
    failing: failing || null,
  };
}

/** The simulated time where a simulated AWS can be told to move on, else null. */
export async function getSimulatedClock(): Promise<Date | null> {
  const now = await getNow();
  return env().CLOCK_CONTROL_URL ? now : null;
}
