import { z } from 'zod';
import { costGroupings, costMetrics, granularities, type RecordType, recordTypes } from '#lib/spend/cost-row.ts';
import { ou } from './inputs.ts';

/** Nothing was billed before; PostgreSQL knows no year 0. */
const FIRST_DAY = '1970-01-01';

export const day = z
  .string()
  .refine(isDay, { error: `must be a day as YYYY-MM-DD, from ${FIRST_DAY} on` })
  .meta({ format: 'date', description: 'a UTC day, YYYY-MM-DD' });
const text = z
  .string()
  .max(300)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the one character PostgreSQL has no text with
  .regex(/^[^\u0000]*$/, { error: 'must not have a NUL character' });

const range = {
  from: day.optional().meta({ description: 'the first day; left out: 30 days, or 13 months, before `to`' }),
  to: day
    .optional()
    .meta({ description: 'the day after the last; left out: after the last day of which costs are known' }),
  granularity: z.enum(granularities).default('daily'),
};
const selection = {
  recordTypes: z
    .string()
    .refine((given) => given.split(',').every(isRecordType), { error: `must be some of ${recordTypes.join(',')}` })
    .optional()
    .meta({ description: `some of ${recordTypes.join(',')}, with commas between them; left out: all` }),
  account: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: 'must be an account id: letters, digits, - and _' })
    .optional(),
  ou,
  service: text.optional().meta({ description: 'as Cost Explorer spells it' }),
  region: text.optional().meta({ description: 'not together with a service: costs are kept by one or the other' }),
  usageType: text.optional().meta({ description: 'of Amazon S3' }),
};

export const costsQuery = z.strictObject({
  ...range,
  groupBy: z.enum(costGroupings).default('service'),
  metric: z.enum(costMetrics).default('unblended'),
  ...selection,
});
export const focusQuery = z.strictObject({ ...range, account: selection.account, ou });

export function recordTypesOf(given: string | undefined): RecordType[] | undefined {
  return given?.split(',').filter(isRecordType);
}

function isRecordType(text: string): text is RecordType {
  return recordTypes.some((type) => type === text);
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    text >= FIRST_DAY &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
}
