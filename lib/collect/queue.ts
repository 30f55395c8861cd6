import { PgBoss } from 'pg-boss';
import { env } from '#lib/env.ts';

/** A run begins: its accounts are named, and each becomes a job of the next queue. Data: `{ runId }`. */
export const RUN_QUEUE = 'collect-run';
/** One account of a run: list its buckets, then read buckets of the run until none is left. Data: `{ runId, accountId }`. */
export const ACCOUNT_QUEUE = 'collect-account';
/** The cron tick: requests a collection. */
export const SCHEDULE_QUEUE = 'collect-schedule';
/** Each minute: what is due is noted, and each that waits becomes a job of the next queue. */
export const DELIVERY_TICK_QUEUE = 'delivery-tick';
/** One delivery of a report to a channel. Data: `{ deliveryId }`. */
export const DELIVERY_QUEUE = 'delivery';

const holder = globalThis as typeof globalThis & { straybytesBoss?: Promise<PgBoss> };

/**
 * The queue for whoever sends jobs; pg-boss keeps them in the store's own database. A failed start is not kept.
 * @throws Error when the database does not answer
 */
export function boss(): Promise<PgBoss> {
  holder.straybytesBoss ??= openBoss({ works: false }).catch((error: unknown) => {
    delete holder.straybytesBoss;
    throw error;
  });
  return holder.straybytesBoss;
}

export async function closeBoss(): Promise<void> {
  const running = holder.straybytesBoss;
  delete holder.straybytesBoss;
  await (await running?.catch(() => undefined))?.stop({ graceful: false });
}

/** A started pg-boss with our queues. One that works also maintains, schedules, and is woken when a job is sent. */
export async function openBoss({ works }: { works: boolean }): Promise<PgBoss> {
  const { DATABASE_URL: connectionString } = env();
  if (!connectionString) throw new Error('DATABASE_URL is not set: there is no queue without a database.');
  const queue = new PgBoss({
    connectionString,
    max: works ? 4 : 2,
    application_name: 'straybytes-queue',
    supervise: works,
    schedule: works,
    useListenNotify: works,
  });
  // A database that goes away is reconnected to; the runs themselves are rows and wait.
  queue.on('error', () => undefined);
  queue.on('warning', () => undefined);
  await queue.start();
  const collecting = { notify: true, retryLimit: 3, heartbeatSeconds: 30, expireInSeconds: 86_399 };
  await queue.createQueue(RUN_QUEUE, collecting);
  await queue.createQueue(ACCOUNT_QUEUE, collecting);
  await queue.createQueue(SCHEDULE_QUEUE, { notify: true, policy: 'short', retryLimit: 0 });
  await queue.createQueue(DELIVERY_TICK_QUEUE, { notify: true, policy: 'short', retryLimit: 0 });
  // One that fails for a reason of ours is tried again by the queue; one of the other side waits in its own row.
  const again = { retryLimit: 5, retryDelay: 30, retryBackoff: true };
  const delivering = { notify: true, ...again, heartbeatSeconds: 30, expireInSeconds: 300 };
  await queue.createQueue(DELIVERY_QUEUE, { ...delivering, policy: 'exclusive' });
  return queue;
}
