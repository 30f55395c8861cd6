import { z } from 'zod';
import { decimalString } from '#lib/spend/reading.ts';
import { parseWeek } from './iso-week.ts';

const usd = z.number().nullable().meta({ description: 'USD a month; null: masked, or not known' });
const bytes = z.number().nullable().meta({ description: 'bytes; null: masked, or not known' });
const account = {
  accountId: z.string().nullable().meta({ description: 'an alias or null where accounts are masked' }),
  accountName: z.string().nullable(),
};
const bucket = {
  ...account,
  bucket: z.string().nullable().meta({ description: 'an alias or null where buckets are masked' }),
  region: z.string(),
};
const accountId = account.accountId.optional();
const cause = z
  .object({ creator: z.string(), label: z.string(), confidence: z.enum(['high', 'medium', 'low']) })
  .nullable()
  .meta({ description: 'who likely left most of it; null: not known' });

const weekName = z.string().refine((text) => parseWeek(text) !== null);

const guardrail = z.object({ ...account, check: z.string(), title: z.string() });

const wastefulBucket = z.object({
  ...bucket,
  monthlyUsd: usd,
  bytes,
  uploads: z.number().nullable(),
  coverage: z.enum(['none', 'disabled', 'partial', 'full']).nullable(),
  measurement: z.enum(['exact', 'sampled', 'partial', 'denied', 'notScanned']),
  likelyCause: cause,
});

const recovered = z.object({ bookedUsd: usd, expectedUsd: usd }).meta({
  description: 'booked was measured to be gone; expected is what fixes in force still wait for',
});

/** A week's report. USD a month and bytes as of the week's end, in so far as they could be read. */
export const reportSchema = z.object({
  week: weekName,
  timeZone: z.string(),
  start: z.iso.datetime(),
  end: z.iso.datetime().meta({ description: 'exclusive' }),
  /** What was hidden: `amounts` as shares are per cent of the waste at the week's end. */
  masked: z.object({
    accounts: z.enum(['no', 'alias', 'hidden']),
    buckets: z.enum(['no', 'alias', 'hidden']),
    amounts: z.enum(['no', 'alias', 'hidden']).meta({ description: 'alias: per cent of the waste at the end' }),
  }),
  /** Null: nothing had ever been read. Before `start`: nobody looked in that week. */
  readAt: z.iso.datetime().nullable(),
  snapshotId: z.string().nullable().meta({ description: 'null where only daily figures are left' }),
  waste: z
    .object({
      monthlyUsd: usd,
      changeUsd: usd.meta({ description: 'since the end of the week before; null: not known' }),
      changePercent: z.number().nullable(),
      bytes,
      uploads: z.number(),
      buckets: z.number().meta({ description: 'that hold any of it' }),
      atLeast: z.boolean().meta({ description: 'something could not be read: every sum is a lower bound' }),
      lessRead: z.boolean().optional().meta({
        description: 'less could be read than at the end of the week before: that it is less is told as no change',
      }),
      moreRead: z.boolean().optional().meta({
        description: 'more could be read than at the end of the week before: that it is more is told as no change',
      }),
    })
    .nullable(),
  recovered: z.object({
    week: recovered,
    sinceStart: recovered.extend({ since: z.iso.datetime().nullable() }),
  }),
  mostWasteful: z.array(wastefulBucket),
  otherBuckets: z.object({
    buckets: z.number().nullable().meta({ description: 'null: nothing had been read' }),
    monthlyUsd: usd,
  }),
  fixes: z.object({
    applied: z.array(
      z.object({
        ...bucket,
        at: z.iso.datetime(),
        expectedUsd: usd,
        nothingToClear: z.boolean().optional().meta({
          description: 'in force from the start: nothing was there to go, so that it is never among those proved',
        }),
      }),
    ),
    proved: z.array(z.object({ ...bucket, at: z.iso.datetime(), bookedUsd: usd })),
    returned: z
      .array(
        z.object({
          ...bucket,
          provedAt: z.iso.datetime(),
          monthlyUsd: usd.meta({ description: 'USD a month of all that the bucket holds; null: masked, or not known' }),
          cameBackUsd: usd
            .optional()
            .meta({ description: 'of it what came in the week, after the proof; null: masked' }),
          bytes,
          likelyCause: cause,
        }),
      )
      .meta({
        description:
          'waste that came back in the week, after a fix was proved: above the least that the bucket held since the proof and since the end of the week before, as a look in the week saw it; the most first',
      }),
  }),
  coverage: z
    .object({
      buckets: z.number(),
      protected: z.number(),
      partly: z.number(),
      unprotected: z.number(),
      unknown: z.number(),
    })
    .nullable()
    .meta({ description: 'protected: a whole-bucket rule aborts incomplete uploads' }),
  unseen: z.object({
    buckets: z.number().nullable().meta({ description: 'null: nothing had been read' }),
    accounts: z.array(z.object(account)).meta({ description: 'whose buckets could not be listed' }),
    items: z.array(
      z.object({
        ...bucket,
        measurement: z.enum(['partial', 'denied', 'notScanned']),
        problem: z.string().nullable().meta({ description: 'in words; null where a name in it is masked' }),
      }),
    ),
  }),
  spend: z
    .object({
      currency: z.string(),
      amount: decimalString.nullable(),
      former: decimalString.nullable().meta({ description: 'of the week before; null: not known' }),
      changePercent: z.number().nullable(),
      estimated: z.boolean().meta({ description: 'AWS had not called it final when the report was first made' }),
    })
    .nullable()
    .meta({ description: 'of the seven UTC days with the dates of the week; null: not known' }),
  bill: z
    .object({
      knownFrom: z.iso.datetime().meta({ description: 'the first moment at which all of it can be on the bill' }),
      lastKnown: z
        .object({ week: weekName, currency: z.string(), amount: decimalString.nullable(), estimated: z.boolean() })
        .nullable()
        .meta({ description: 'the bill of the week before; null: not known either' }),
    })
    .nullable()
    .optional()
    .meta({ description: 'where `spend` is not known yet; null: it is known, or costs are not read' }),
  budget: z
    .object({
      ...account,
      name: z.string().nullable(),
      currency: z.string(),
      month: z.string().meta({ description: 'YYYY-MM' }),
      limit: decimalString.nullable(),
      actual: decimalString.nullable(),
      forecast: decimalString.nullable(),
      usedPercent: z.number().nullable(),
      state: z.enum(['over', 'willExceed', 'aheadOfPace', 'unknown', 'onTrack', 'notMoney', 'ended']),
      readAt: z.iso.datetime(),
    })
    .nullable()
    .meta({
      description: 'the budget that the whole spend of the month stands against, as last read; null: none known',
    }),
  guardrails: z
    .object({
      opened: z.array(guardrail).meta({ description: 'held at the end of the week before, and fail at its own' }),
      closed: z.array(guardrail).meta({ description: 'failed at the end of the week before, and hold at its own' }),
      failing: z.number().meta({ description: 'checks of accounts that fail at the week’s end' }),
      blind: z.number().meta({ description: 'checks that could not see what they need at the week’s end' }),
      compared: z.number().meta({ description: 'checks that were seen at both ends' }),
      unknown: z.number().meta({ description: 'checks that were not: whether they opened or closed cannot be told' }),
    })
    .nullable()
    .meta({ description: 'null: not known at the week’s end' }),
  history: z.object({
    series: z
      .array(z.object({ accountId, bucket: z.string().nullable() }))
      .meta({ description: 'as mostWasteful; the rest is last' }),
    days: z
      .array(
        z.object({
          day: z.string(),
          parts: z.array(z.number()),
          looked: z.literal(false).optional().meta({
            description:
              'nobody looked on that day: its figures are those of the day before, and it is drawn as not known',
          }),
        }),
      )
      .meta({
        description:
          'USD a month, or per cent of the last day where amounts are masked; where they are hidden one part, the whole in per cent of the highest day',
      }),
    marks: z
      .array(z.object({ day: z.string(), accountId, bucket: z.string().nullable() }))
      .meta({ description: 'fixes applied' }),
    lessRead: z.boolean().optional().meta({ description: 'less could be read at its end than at its beginning' }),
    moreRead: z.boolean().optional().meta({ description: 'more could be read at its end than at its beginning' }),
  }),
});

export type Report = z.infer<typeof reportSchema>;
export type WastefulBucket = Report['mostWasteful'][number];
export type LikelyCause = Report['mostWasteful'][number]['likelyCause'];
