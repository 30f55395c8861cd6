import { z } from 'zod';

const time = z.iso.datetime();

export const shareSchema = z
  .object({
    shareId: z.uuid(),
    week: z.string(),
    mask: z.string(),
    createdBy: z.string(),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
    revokedBy: z.string().nullable(),
    opened: z.int().min(0).meta({ description: 'how often its page was opened' }),
    lastOpenedAt: time.nullable(),
  })
  .meta({ description: 'a link to one report; its address is known only to those it was given to' });

export const sharesSchema = z.object({ items: z.array(shareSchema) });

export const madeShareSchema = shareSchema.extend({
  path: z.string().meta({ description: 'the address on this server; told this once' }),
  url: z.url(),
});
