import { z } from 'zod';
import { notificationSchema, subscriberSchema } from '#lib/spend/budget.ts';
import { budgetStates } from '#lib/spend/judge-budget.ts';
import { decimalString, readingStates } from '#lib/spend/reading.ts';
import { starterRequestSchema } from '#lib/spend/starter-budget.ts';
import { starterStates } from '#lib/store/starter-budgets.ts';

const time = z.iso.datetime();
const percent = z.number().nullable();
const amount = decimalString.nullable();

export const budgetItemSchema = z
  .object({
    accountId: z.string(),
    accountName: z.string(),
    name: z.string(),
    type: z.string().meta({ description: 'COST, USAGE, RI_UTILIZATION, …, as AWS spells it' }),
    period: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']),
    periodStart: z.iso.date().nullable(),
    periodEnd: z.iso.date().nullable().meta({ description: 'exclusive' }),
    limit: amount,
    actual: amount,
    forecast: amount,
    unit: z.string().nullable().meta({ description: 'of the three amounts: a currency, a quantity, PERCENTAGE' }),
    state: z.enum(budgetStates),
    usedPercent: percent.meta({ description: 'of the limit' }),
    pacePercent: percent.meta({ description: 'of the limit, at an even pace by now' }),
    daysUntilOut: z
      .number()
      .nullable()
      .meta({ description: 'until the limit is used up at this pace; null: not in this period' }),
    tellsNobody: z.boolean().nullable(),
    subscribers: z.array(subscriberSchema).nullable().meta({ description: 'each once; null: could not be read' }),
    notifications: z.array(notificationSchema).nullable(),
    filter: z.string().nullable().meta({ description: 'in words; null: the whole account' }),
    autoAdjust: z.string().nullable(),
    plannedLimits: z.record(z.string(), z.object({ amount: decimalString, unit: z.string() })).nullable(),
    includesCredits: z.boolean().nullable(),
    readAt: time,
    starterId: z.uuid().nullable().meta({ description: 'of one that was created here' }),
  })
  .meta({ description: 'Null is "not known", never 0.' });

export const budgetsAnswerSchema = z.object({
  snapshotId: z.uuid().nullable().meta({ description: 'null before budgets were read' }),
  items: z.array(budgetItemSchema).meta({ description: 'the one that needs a person first' }),
  unread: z.array(
    z.object({ accountId: z.string(), accountName: z.string(), state: z.enum(readingStates), problem: z.string() }),
  ),
  missing: z
    .array(z.object({ accountId: z.string(), accountName: z.string() }))
    .meta({ description: 'accounts that could be read and have no cost budget' }),
  unknown: z.array(z.object({ accountId: z.string(), accountName: z.string(), problem: z.string() })).meta({
    description: 'accounts without one of their own, while the budgets of the account that pays for them are not known',
  }),
});

export const starterPlanSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  outcome: z.enum(['create', 'found']).meta({ description: 'found: an equal one is there, nothing would be written' }),
  request: starterRequestSchema.meta({ description: 'as CreateBudget gets it' }),
  starterId: z.uuid().nullable(),
});

export const starterSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  outcome: z
    .enum(['created', 'found', 'undone'])
    .meta({ description: 'found: an equal one was there, nothing was written' }),
  request: starterRequestSchema,
  starterId: z.uuid().nullable().meta({ description: 'to undo it by; null: somebody else created it' }),
  state: z.enum(starterStates).nullable(),
  actor: z.string().nullable(),
  appliedAt: time.nullable(),
  undoneAt: time.nullable(),
});
