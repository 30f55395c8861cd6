import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { channelById } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import { type Delivery, deliveryById, reopenDelivery } from '#lib/store/deliveries.ts';
import { deliver } from './deliver.ts';
import { aboutDelivery } from './delivery-note.ts';

/**
 * Sends again, now, what did not arrive or is not known to have: a person has looked on the other side.
 * @throws AppError `notFound`; `conflict` for one that arrived or is under way, and where the channel is paused
 */
export async function sendAgain({ deliveryId, actor }: { deliveryId: string; actor: string }): Promise<Delivery> {
  const delivery = await deliveryById(deliveryId);
  const channel = delivery && (await channelById(delivery.channelId));
  if (!delivery || !channel) throw new AppError('notFound', 'There is no such delivery.', { deliveryId });
  if (channel.pausedAt)
    throw new AppError('conflict', `${channel.name} is paused: resume it first, then send again.`, { deliveryId });
  const opened = await reopenDelivery(deliveryId);
  if (!opened) throw new AppError('conflict', 'It has arrived, or is being sent already: look again.', { deliveryId });
  const { channelId, name } = channel;
  await recordActivity({
    at: await awsNow(),
    actor,
    action: opened.week === null ? 'alert.again' : 'delivery.again',
    detail: { channelId, deliveryId, name, ...(await aboutDelivery(opened)) },
  });
  await deliver(deliveryId);
  return (await deliveryById(deliveryId)) ?? opened;
}
