import { z } from 'zod';
import { alertKinds, foundSchema } from '#lib/report/alerts/alert.ts';
import { channelKinds } from '#lib/report/delivery/channel.ts';
import { themes } from '#lib/report/picture/palette.ts';
import { sizes } from '#lib/report/picture/picture.ts';
import { deliveryStates } from '#lib/store/deliveries.ts';

const time = z.iso.datetime();

export const deliverySchema = z.object({
  deliveryId: z.uuid(),
  week: z.string(),
  state: z
    .enum(deliveryStates)
    .meta({ description: 'unknown: it may have arrived, and is not sent again but by a person' }),
  attempts: z.int(),
  mayHaveArrived: z.boolean().meta({ description: 'an attempt left without an answer' }),
  createdAt: time,
  endedAt: time.nullable(),
  answer: z.string().nullable().meta({ description: 'of the other side, without secrets' }),
});

/** One that a person had sent again. */
export const sentAgainSchema = deliverySchema.extend({
  channelId: z.uuid(),
  week: z.string().nullable().meta({ description: 'null: it tells alerts' }),
});

export const toldAlertSchema = z.object({
  alertId: z.uuid(),
  deliveryId: z.uuid().meta({ description: 'of the message that tells it, which may tell others too' }),
  headline: z.string(),
  found: foundSchema,
  at: time,
  state: z.enum(deliveryStates).meta({ description: 'of the message that tells it' }),
  endedAt: time.nullable(),
  answer: z.string().nullable().meta({ description: 'of the other side, without secrets' }),
});

export const channelSchema = z.object({
  channelId: z.uuid(),
  kind: z.enum(channelKinds),
  name: z.string(),
  leadsTo: z.string().meta({ description: 'without anything secret' }),
  weekday: z.int(),
  hour: z.int(),
  timeZone: z.string(),
  size: z.enum(sizes),
  theme: z.enum(themes),
  mask: z.string(),
  onlyIfChanged: z.boolean(),
  alerts: z.array(z.enum(alertKinds)),
  growthUsd: z.number(),
  quietHours: z.int(),
  paused: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
  deliveries: z.array(deliverySchema),
  told: z.array(toldAlertSchema).meta({ description: 'the last alerts, the newest first' }),
});
export const channelsSchema = z.object({ items: z.array(channelSchema) });
export const channelTestSchema = z.object({
  state: z.enum(['sent', 'failed', 'unknown', 'retry']),
  answer: z.string(),
});
