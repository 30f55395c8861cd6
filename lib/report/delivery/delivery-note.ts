import { recordActivity } from '#lib/store/activity.ts';
import { alertsOf } from '#lib/store/alerts.ts';
import type { Delivery } from '#lib/store/deliveries.ts';
import { foundSchema } from '../alerts/alert.ts';
import { alertWords } from '../alerts/alert-words.ts';

const ACTOR = 'schedule';

/** Tells in Activity what became of a delivery. */
export async function noteDelivery(
  name: string,
  delivery: Delivery,
  { answer, at }: { answer: string; at: Date },
): Promise<void> {
  const { deliveryId, channelId, week, state } = delivery;
  const about = await aboutDelivery(delivery);
  const detail = { channelId, deliveryId, name, ...about, state, ...(state !== 'sent' && { message: answer }) };
  await recordActivity({ at, actor: ACTOR, action: `${week === null ? 'alert' : 'delivery'}.${state}`, detail });
}

/** What it tells: a week, or alerts by their headlines. */
export async function aboutDelivery({ deliveryId, week }: Delivery): Promise<{ week: string } | { alerts: string[] }> {
  if (week !== null) return { week };
  return { alerts: (await alertsOf(deliveryId)).map(({ found }) => alertWords(foundSchema.parse(found)).headline) };
}
