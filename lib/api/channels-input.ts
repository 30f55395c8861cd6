import { z } from 'zod';
import { scheduleSchema, targetSchema } from '#lib/report/delivery/channel.ts';

export const channelBody = scheduleSchema.extend({ target: targetSchema });
/** What is left out stays as it is. Not by `partial` alone: a default would put back what was chosen. */
export const channelChange = z.strictObject({
  ...Object.fromEntries(Object.entries(scheduleSchema.shape).map(([name, field]) => [name, withoutDefault(field)])),
  target: targetSchema.optional(),
  paused: z.boolean().optional(),
});
export const channelParams = z.object({ channelId: z.uuid() });
export const deliveryParams = z.object({ deliveryId: z.uuid() });

function withoutDefault(field: z.ZodType): z.ZodOptional {
  return z.optional(field instanceof z.ZodDefault ? field.unwrap() : field);
}
