import { z } from 'zod';
import { DELIVERY_QUEUE, DELIVERY_TICK_QUEUE, openBoss } from '#lib/collect/queue.ts';
import { env } from '#lib/env.ts';
import { listChannels } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import { dueAttempts, noteDue } from '#lib/store/deliveries.ts';
import { checkAlerts } from '../alerts/check-alerts.ts';
import { deliver, endLost } from './deliver.ts';
import { plannedDelivery } from './planned-delivery.ts';

const deliveryJob = z.object({ deliveryId: z.uuid() });

/**
 * Delivers in this process, each minute what is due. Any number of workers may: the row of a delivery says who sends it,
 * the queue only wakes them.
 * @throws Error when the database does not answer
 */
export async function startDeliveries(): Promise<{ stop(): Promise<void> }> {
  const queue = await openBoss({ works: true });
  await queue.work(DELIVERY_QUEUE, { localConcurrency: 4 }, async ([job]) => {
    await deliver(deliveryJob.parse(job?.data).deliveryId);
  });
  const wakeDue = async () => {
    // A job of its own for each attempt: that of a killed worker is in the queue for some minutes still.
    for (const { deliveryId, attempts } of await dueAttempts())
      await queue.send(DELIVERY_QUEUE, { deliveryId }, { singletonKey: `${deliveryId} ${attempts}` });
  };
  await queue.work(DELIVERY_TICK_QUEUE, async () => {
    await endLost();
    await noteAllDue();
    await wakeDue();
    // Each run is checked when it is published; this is for one whose process was killed before it could.
    if ((await checkAlerts()) > 0) await wakeDue();
  });
  await queue.schedule(DELIVERY_TICK_QUEUE, '* * * * *', null, { tz: 'UTC' });
  return { stop: () => queue.stop({ graceful: true, timeout: 5_000 }) };
}

/** Notes for each channel the week that its schedule has come to, once that week is over. */
export async function noteAllDue(): Promise<void> {
  const now = await awsNow();
  for (const { channelId, pausedAt, scheduledFrom, weekday, hour, timeZone } of await listChannels()) {
    if (pausedAt) continue;
    const { week, at } = plannedDelivery({ weekday, hour, timeZone, reportTimeZone: env().REPORT_TIME_ZONE, now });
    if (at > now || at < scheduledFrom) continue;
    await noteDue({ channelId, week, at: now });
  }
}
