import { z } from 'zod';
import { deniedActionSchema } from '#lib/guardrails/denied-action.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { decimalString } from '#lib/spend/reading.ts';
import { managedBy } from '#lib/store/account-views.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
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
    reachable: z
      .enum(['yes', 'no'])
      .nullable()
      .meta({ description: 'whether its role could be used; null: never tried' }),
    denied: z.array(deniedActionSchema).meta({ description: 'what was denied, by what, and the statement to add' }),
    problem: z.string().nullable(),
    preflightAt: time.nullable(),
    checkedAt: time.nullable(),
    buckets: count,
    protectedBuckets: count,
    unreadable: count,
    waste: z.object({
      uploads: count,
      bytes: count,
      monthlyUsd: z.number().min(0),
      atLeast: z.boolean().meta({ description: 'something of the account could not be read' }),
    }),
    spend: z
      .object({ monthToDate: decimalString, currency: z.string().nullable(), from: z.string(), to: z.string() })
      .nullable()
      .meta({ description: 'unblended, `to` exclusive; null: not known' }),
    guardrails: z
      .object({ pass: count, fail: count, blind: count })
      .nullable()
      .meta({ description: 'how many checks say what; null: never checked' }),
  })
  .meta({ description: 'Null is "not known", never 0.' });

export const accountsAnswerSchema = z.object({ items: z.array(accountItemSchema) });

export const guardrailItemSchema = z.object({
  id: z.enum(checks.map(({ id }) => id)).meta({ description: 'the check' }),
  accountId: z.string(),
  accountName: z.string(),
  status: status.meta({ description: 'blind: could not be seen, which is never a pass' }),
  title: z.string(),
  evidence: z.string().meta({ description: 'what was seen, or why nothing was' }),
  checkedAt: time,
  stale: z.string().nullable().meta({ description: 'why the account could not be read since; null: it could' }),
  findings: z.array(
    z.object({
      resource: z.string(),
      verdict: z.enum(['fail', 'pass', 'note']),
      what: z.string(),
      since: z.string().nullable(),
    }),
  ),
  missing: z.array(
    z.object({ action: z.string(), by: z.string().nullable(), problem: z.string(), resource: z.string() }),
  ),
});

export const guardrailsAnswerSchema = z.object({
  snapshotId: z.uuid().nullable().meta({ description: 'null before anything was read' }),
  items: z.array(guardrailItemSchema),
});
