import { z } from 'zod';
import { parseMask } from '#lib/report/mask.ts';

export const shareInput = z.object({
  week: z.string().max(20),
  mask: z.string().refine((text) => parseMask(text) !== null),
  days: z.int(),
});
export const revokeInput = z.object({ week: z.string().max(20), shareId: z.uuid() });
