import { env } from '#lib/env.ts';
import { toldAlerts } from '#lib/report/alerts/told-alerts.ts';
import { MOST_ATTEMPTS, repeatableKinds } from '#lib/report/delivery/channel.ts';
import { nextDelivery } from '#lib/report/delivery/planned-delivery.ts';
import { requireViewer } from '#lib/session.ts';
import { listChannels } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import { lastDeliveries } from '#lib/store/deliveries.ts';

const SHOWN = 3;

/** Channels without anything sealed, each with what leaves next, its last deliveries and what it was told beside them. */
export async function getChannels() {
  await requireViewer('look');
  const [channels, deliveries, told, now] = await Promise.all([
    listChannels(),
    lastDeliveries(SHOWN),
    toldAlerts(SHOWN),
    awsNow(),
  ]);
  return channels.map(({ sealed: _sealed, ...channel }) => ({
    ...channel,
    /** What went unanswered is sent again by itself. */
    isRepeated: repeatableKinds.includes(channel.kind),
    mostAttempts: MOST_ATTEMPTS,
    next: nextDelivery({ ...channel, reportTimeZone: reportTimeZone(), now }),
    deliveries: deliveries.filter(({ channelId }) => channelId === channel.channelId),
    told: told.filter(({ channelId }) => channelId === channel.channelId),
  }));
}

/** Where the weeks of reports begin and end. */
export function reportTimeZone(): string {
  return env().REPORT_TIME_ZONE;
}

export type ChannelView = Awaited<ReturnType<typeof getChannels>>[number];
