import { z } from 'zod';
import { permissionSetInput } from './fix-input.ts';

/** The shape alone: what the values may be is told, in words, by lib/spend. */
export const starterInput = z.object({
  accountId: z.string(),
  amountUsd: z.number(),
  emails: z.array(z.string()),
  snsTopicArn: z.string().optional(),
  name: z.string(),
  permissionSet: permissionSetInput,
});

export const undoStarterInput = z.object({ starterId: z.string(), permissionSet: permissionSetInput });
