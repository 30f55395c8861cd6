import { z } from 'zod';
import { decimalString } from '#lib/spend/reading.ts';

/** What a channel can be told of beside the week. */
export const alertKinds = ['growth', 'returned', 'budget', 'guardrail'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** USD a month of growth in a day that is worth a message. */
export const DEFAULT_GROWTH_USD = 50;
export const DEFAULT_QUIET_HOURS = 24;

const account = { accountId: z.string().nullable(), accountName: z.string().nullable() };
const usd = z.number().nullable().meta({ description: 'USD a month; null: masked' });

/** What was found, as it is stored and sent; null is what a mask took out. */
export const foundSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('growth'),
    usd,
    percent: z.number().nullable().meta({ description: 'of the waste before; null: there was none, or masked' }),
    totalUsd: usd,
    since: z.iso.datetime(),
    buckets: z.array(z.object({ ...account, bucket: z.string().nullable(), usd })),
  }),
  z.object({
    kind: z.literal('returned'),
    ...account,
    bucket: z.string().nullable(),
    monthlyUsd: usd,
    provedAt: z.iso.datetime(),
    likelyCause: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('budget'),
    ...account,
    name: z.string().nullable(),
    currency: z.string(),
    limit: decimalString.nullable(),
    actual: decimalString.nullable(),
    forecast: decimalString.nullable(),
    forecastPercent: z.number().nullable().meta({ description: 'of the limit' }),
    over: z.boolean().meta({ description: 'already exceeded' }),
  }),
  z.object({
    kind: z.literal('guardrail'),
    ...account,
    check: z.string(),
    title: z.string(),
    evidence: z.string().nullable(),
  }),
]);
export type Found = z.infer<typeof foundSchema>;
export type FoundOf<K extends AlertKind> = Extract<Found, { kind: K }>;

/** Something to tell a channel, once: `key` is the thing and since when it is so, `subject` the thing alone. */
export type Alert = { key: string; subject: string; found: Found };
