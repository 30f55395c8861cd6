import { CronExpressionParser } from 'cron-parser';
import { cacheLife } from 'next/cache';
import { cache } from 'react';
import type { z } from 'zod';
import { collectProgress } from '#lib/collect/progress.ts';
import { env } from '#lib/env.ts';
import { requireViewer } from '#lib/session.ts';
import { type Freshness, freshness, hasRead } from '#lib/spend/freshness.ts';
import type { AccountKind, ReadingState, SpendKind } from '#lib/spend/reading.ts';
import { firstReading } from '#lib/spend/spend-plan.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { getNow } from './snapshot.ts';

/** The newest snapshot of money, read once a request. Null before any of it was read. */
export const getSpendSnapshot = cache(async () => {
  await requireViewer('look');
  return latestSpendSnapshot();
});

/** How the last attempt to read a kind went, account by account; none before any was made. */
export const getReadings = cache(async (kind: AccountKind) => {
  const snapshot = await getSpendSnapshot();
  return snapshot ? readReadings(snapshot.snapshotId, kind) : [];
});

export type UnreadAccount = { accountId: string; accountName: string; state: ReadingState; problem: string | null };
export type KnownReading<T> = {
  accountId: string;
  accountName: string;
  currency: string | null;
  /** Earlier than the last attempt where that failed. */
  dataAt: Date | null;
  data: T;
};

/** What is known of a kind, by account, and the accounts of which the last attempt learned nothing. */
export async function getKnown<T>(
  kind: SpendKind,
  schema: z.ZodType<T>,
): Promise<{ known: KnownReading<T>[]; unread: UnreadAccount[] }> {
  const readings = await getReadings(kind);
  return {
    known: readings.flatMap(({ accountId, accountName, currency, dataAt, data }) => {
      const parsed = schema.safeParse(data);
      return parsed.success ? [{ accountId, accountName, currency, dataAt, data: parsed.data }] : [];
    }),
    unread: readings
      .filter(({ state }) => state !== 'ok' && state !== 'none')
      .map(({ accountId, accountName, state, problem }) => ({ accountId, accountName, state, problem })),
  };
}

/** How old the costs are, and whether the last attempt to read them failed. */
export async function getCostsFreshness(): Promise<Freshness> {
  return freshness(await getReadings('costs'));
}

/** The collection that read the costs known: what it met and cost; null where the newest one read others, or failed. */
export async function getSpendRun() {
  const [snapshot, fresh] = await Promise.all([getSpendSnapshot(), getCostsFreshness()]);
  const run = snapshot && (await collectProgress(snapshot.runId));
  return run && hasRead(run, 'costs', fresh) ? run : null;
}

/** What a first reading would ask, and the most that a day may cost in USD. */
export async function getFirstReading() {
  const { COLLECT_CRON, DAILY_API_BUDGET_USD } = env();
  // The schedule goes by this machine's clock, as pg-boss does.
  const scheduledAt = CronExpressionParser.parse(COLLECT_CRON, { tz: 'UTC' }).next().toDate();
  return { readings: firstReading({ now: await getNow() }), ceilingUsd: DAILY_API_BUDGET_USD, scheduledAt };
}

async function readReadings(snapshotId: string, kind: AccountKind) {
  'use cache';
  cacheLife('days');
  return spendReadings({ snapshotId, kind });
}
