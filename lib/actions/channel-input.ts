import { z } from 'zod';
import { scheduleSchema, targetSchema } from '#lib/report/delivery/channel.ts';

export const channelInput = z.object({
  channelId: z.uuid().nullable(),
  schedule: scheduleSchema,
  target: targetSchema.nullable(),
});
export const channelIdInput = z.object({ channelId: z.uuid() });
export const pauseInput = channelIdInput.extend({ paused: z.boolean() });
export const deliveryIdInput = z.object({ deliveryId: z.uuid() });
