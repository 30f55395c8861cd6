import { z } from 'zod';
import { unnamedReasons } from '#lib/guardrails/account-state.ts';
import { deniedActionSchema } from '#lib/guardrails/denied-action.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { fixRoleSchema } from '#lib/guardrails/tried-action.ts';
import { decimalString } from '#lib/spend/reading.ts';
import { managedBy } from '#lib/store/account-views.ts';
import { lastKnownSchema } from './outputs.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
const role = z.enum(['read', 'fix']);
const status = z.enum(['pass', 'fail', 'blind']);

export const accountItemSchema = z
  .object({
    accountId: z.string(),
    name: z.string(),
    ownName: z.string().nullable().meta({ description: 'as AWS calls it; `name` may be one that a person gave' }),
    email: z.string().nullable(),
    ou: z.array(z.string()).meta({ description: 'names of the units that it is in, from the root down' }),
    state: z
      .string()
      .nullable()
      .meta({ description: 'ACTIVE, SUSPENDED, …, as Organizations says; null: nobody told' }),
    managed: z.enum(managedBy),
    management: z.boolean(),
    excluded: z.boolean().meta({ description: 'left out by a person' }),
    leftAt: time.nullable(),
    unnamed: z
      .enum(unnamedReasons)
      .nullable()
      .meta({ description: 'why nothing names it any more: neither organization, MEMBER_ACCOUNTS nor credentials' }),
    notLookedAt: z
      .string()
      .nullable()
      .meta({ description: 'why it is not looked at, in words: its waste is then not known; null: it is looked at' }),
    reachable: z
      .enum(['yes', 'no'])
      .nullable()
      .meta({ description: 'whether its role could be used; null: never tried, or not looked at' }),
    denied: z.array(deniedActionSchema).meta({
      description:
        'what was denied, by what, and the statement to add; `statement` is null where none can help: `problem` says what does',
    }),
    tried: z
      .array(
        z.object({
          action: z.string(),
          role,
          outcome: z.enum(['allowed', 'denied', 'unclear']),
          on: z.string().nullable().meta({ description: 'the bucket it was tried on' }),
          problem: z.string().nullable(),
          at: time.meta({ description: 'when it was tried' }),
          stale: z.string().nullable().meta({ description: 'why it could not be tried since; null: it can be' }),
        }),
      )
      .meta({ description: 'the declared actions of which something is known' }),
    notTried: z
      .array(z.object({ action: z.string(), role, why: z.string() }))
      .meta({ description: 'the declared actions of which nothing is known, and why' }),
    fixRole: fixRoleSchema
      .nullable()
      .meta({ description: 'whether the role that fixes can be assumed; null: never tried' }),
    problem: z.string().nullable(),
    preflightAt: time.nullable(),
    checkedAt: time.nullable(),
    buckets: count
      .nullable()
      .meta({ description: 'as they were listed last; null: they never were, or the account is not looked at' }),
    protectedBuckets: count.nullable().meta({ description: 'null: of none of its buckets the rules are known' }),
    unreadable: count.nullable().meta({ description: 'buckets that could not be read whole; null as `buckets` is' }),
    waste: z.object({
      uploads: count.nullable().meta({ description: 'null, as `bytes` and `monthlyUsd`: nothing of now is known' }),
      bytes: count.nullable(),
      monthlyUsd: z.number().min(0).nullable(),
      atLeast: z.boolean().meta({
        description: 'something of the account could not be read, or it is not looked at: the figures are lower bounds',
      }),
      lastKnown: lastKnownSchema
        .extend({ buckets: count })
        .nullable()
        .meta({ description: 'of its buckets whose bytes of now are not known: when they last were; null: none' }),
    }),
    spend: z
      .object({ monthToDate: decimalString, currency: z.string().nullable(), from: z.string(), to: z.string() })
      .nullable()
      .meta({ description: 'unblended, `to` exclusive; null: not known' }),
    guardrails: z
      .object({
        pass: count,
        fail: count,
        blind: count,
        checkedAt: time.meta({ description: 'when the account was last checked' }),
        stale: z
          .string()
          .nullable()
          .meta({ description: 'why it could not be read since; null: it could. Its checks are blind then' }),
        lastKnown: z
          .object({ pass: count, fail: count })
          .nullable()
          .meta({ description: 'of those that cannot be seen now: what they said before; null: there are none' }),
      })
      .nullable()
      .meta({ description: 'how many checks say what now; null: never checked, or not looked at' }),
    lastGuardrails: z.object({ pass: count, fail: count, checkedAt: time }).nullable().meta({
      description: 'of an account that is not looked at: what its checks said last; null: nothing, or it is looked at',
    }),
  })
  .meta({ description: 'Null is "not known", never 0.' });

const nextCursor = z.string().nullable().meta({ description: 'null: nothing comes after it' });

export const accountsAnswerSchema = z.object({ items: z.array(accountItemSchema), nextCursor });

export const guardrailItemSchema = z.object({
  id: z.enum(checks.map(({ id }) => id)).meta({ description: 'the check' }),
  accountId: z.string(),
  accountName: z.string(),
  status: status.meta({ description: 'blind: cannot be seen now, or not checked yet, which is never a pass' }),
  title: z.string(),
  evidence: z.string().meta({ description: 'what was seen, or why nothing was' }),
  checkedAt: time.nullable().meta({ description: 'when it was last looked at; null: never' }),
  stale: z
    .string()
    .nullable()
    .meta({ description: 'why the account could not be read since; null: it could. `status` is blind then' }),
  lastKnown: z
    .object({ status: z.enum(['pass', 'fail']), evidence: z.string(), checkedAt: time })
    .nullable()
    .meta({ description: 'of one that cannot be seen now: what it said before; null: nothing, or it says it now' }),
  findings: z.array(
    z.object({
      resource: z.string(),
      verdict: z.enum(['fail', 'pass', 'note']),
      what: z.string(),
      since: z.string().nullable(),
    }),
  ),
  missing: z.array(
    z.object({
      action: z.string(),
      by: z.string().nullable(),
      problem: z.string(),
      resource: z.string(),
      statement: deniedActionSchema.shape.statement
        .optional()
        .meta({ description: 'of a role that is denied itself: what to add; null where no statement helps' }),
      trust: deniedActionSchema.shape.statement
        .optional()
        .meta({ description: 'of a role that is denied itself: what its trust policy has to say' }),
    }),
  ),
});

export const guardrailsAnswerSchema = z.object({
  snapshotId: z.uuid().nullable().meta({ description: 'null before anything was read' }),
  notLookedAt: z
    .string()
    .nullable()
    .meta({ description: 'with `account`: why that one is not looked at; null: it is' }),
  items: z.array(guardrailItemSchema),
  nextCursor,
});
