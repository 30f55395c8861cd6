import { toldAlerts } from '#lib/report/alerts/told-alerts.ts';
import { requireViewer } from '#lib/session.ts';
import { listChannels } from '#lib/store/channels.ts';
import { lastDeliveries } from '#lib/store/deliveries.ts';

const SHOWN = 3;

/** Channels without anything sealed, each with its last deliveries and what it was told beside them. */
export async function getChannels() {
  await requireViewer('look');
  const [channels, deliveries, told] = await Promise.all([listChannels(), lastDeliveries(SHOWN), toldAlerts(SHOWN)]);
  return channels.map(({ sealed: _sealed, ...channel }) => ({
    ...channel,
    deliveries: deliveries.filter(({ channelId }) => channelId === channel.channelId),
    told: told.filter(({ channelId }) => channelId === channel.channelId),
  }));
}

export type ChannelView = Awaited<ReturnType<typeof getChannels>>[number];
