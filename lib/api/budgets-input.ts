import { z } from 'zod';
import { starterDefaults } from '#lib/spend/starter-defaults.ts';
import { accountId, ou, permissionSet } from './inputs.ts';

export const budgetsQuery = z.strictObject({ account: accountId.optional(), ou });

/** The shape alone: what the values may be is told by lib/spend, one message a field. */
export const starterBody = z.strictObject({
  accountId: z.string().max(64).meta({ description: 'twelve digits' }),
  amountUsd: z.number().default(starterDefaults.amountUsd).meta({ description: 'USD a day, above 0' }),
  emails: z.array(z.string().max(320)).max(100).default([]).meta({ description: 'at most ten' }),
  snsTopicArn: z.string().max(300).nullish().meta({
    description: 'of a topic that lets budgets.amazonaws.com publish; needed when there is no e-mail address',
  }),
  name: z
    .string()
    .max(1000)
    .default(starterDefaults.name)
    .meta({ description: '1 to 100 characters, neither : nor \\' }),
  permissionSet,
  dryRun: z.boolean().default(true).meta({ description: 'true answers what would be sent and writes nothing' }),
});
export const starterParams = z.object({ starterId: z.uuid({ error: 'must be the id of a starter budget' }) });
