import { z } from 'zod';
import { day } from './costs-input.ts';
import { bucketsQuery, ou } from './inputs.ts';

const { account, cursor, limit } = bucketsQuery.shape;

const filter = {
  actor: z
    .string()
    .max(200)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the one character PostgreSQL has no text with
    .regex(/^[^\u0000]*$/, { error: 'must not have a NUL character' })
    .optional()
    .meta({ description: 'a part of the name of who did it' }),
  action: z
    .string()
    .regex(/^[a-zA-Z]{1,40}(\.[a-zA-Z]{1,40})?$/, {
      error: 'must be an action, such as fix.apply, or what some begin with, such as fix',
    })
    .optional()
    .meta({ description: 'an action, such as fix.apply, or what some begin with, such as fix' }),
  from: day.optional(),
  to: day.optional().meta({ description: 'the day after the last' }),
  account,
  ou,
};

export const activityQuery = z.strictObject({ ...filter, cursor, limit });
export const activityCsvQuery = z.strictObject(filter);
