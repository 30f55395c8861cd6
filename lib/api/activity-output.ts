import { z } from 'zod';

export const activitySchema = z
  .object({
    activityId: z.string(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: 'a person, a token, or a part of Straybytes such as the schedule' }),
    action: z.string().meta({ description: 'noun and verb: fix.apply, session.begin, export.buckets' }),
    accountId: z.string().nullable(),
    bucket: z.string().nullable(),
    fixId: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'from where; null: nobody asked, or it is not known' }),
    audience: z.enum(['estate', 'people']).meta({ description: 'people: only administrators see it' }),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'what else is known, by action' }),
  })
  .meta({ description: 'Nothing of it is ever changed or deleted.' });

export const activitiesSchema = z.object({ items: z.array(activitySchema), nextCursor: z.string().nullable() });
