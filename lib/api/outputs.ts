import { z } from 'zod';
import { collectKinds } from '#lib/collect/kinds.ts';
import { lifecycleRuleSchema } from '#lib/lifecycle/rule.ts';
import { fixStates } from '#lib/store/fixes.ts';

/** What the API answers; each becomes a schema of the OpenAPI document, and the tests hold the answers to them. */
const time = z.iso.datetime();
const bytes = z.int().min(0);
const usd = z.number().min(0).meta({ description: 'USD a month' });
const count = z.int().min(0);
const coverage = z.enum(['none', 'disabled', 'partial', 'full']);
const measurement = z.enum(['exact', 'sampled', 'partial', 'denied', 'notScanned']);
const nextCursor = z.string().nullable();

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    details: z.record(z.string(), z.string()).optional(),
  })
  .meta({ description: 'RFC 9457' });

export const lastKnownSchema = z
  .object({
    uploads: count,
    bytes,
    monthlyUsd: usd,
    atLeast: z.boolean().meta({ description: 'something could not be read then either' }),
    at: time.meta({ description: 'when it was read; of several buckets, the one read longest ago' }),
  })
  .meta({ description: 'Figures of then, in no total.' });

export const bucketSchema = z
  .object({
    accountId: z.string(),
    accountName: z.string(),
    name: z.string(),
    region: z.string(),
    uploads: count.nullable(),
    bytes: bytes.nullable(),
    bytesLow: bytes.nullable(),
    bytesHigh: bytes.nullable(),
    bytesOlderThan7Days: bytes.nullable(),
    oldestInitiatedAt: time.nullable(),
    monthlyUsd: usd.nullable(),
    coverage: coverage.nullable(),
    abortAfterDays: z.int().nullable(),
    uncoveredBytes: bytes.nullable(),
    measurement,
    problem: z.string().nullable(),
    checkedAt: time.nullable(),
    lastKnown: lastKnownSchema.nullable().meta({
      description: 'where the bytes of now are not known: when they last were; null: they are, or never were',
    }),
  })
  .meta({ description: 'Null is "not known", never 0.' });

export const bucketsSchema = z.object({
  snapshotId: z.uuid().nullable().meta({ description: 'null before the first collection has ended' }),
  totals: z.object({ uploads: count, bytes, monthlyUsd: usd, atLeast: z.boolean(), known: z.boolean() }).meta({
    description:
      'of all buckets that match; atLeast: some of them could not be read whole, or an account of them is not looked at; known: false where nothing of them could be read, and a 0 says nothing',
  }),
  total: count.meta({ description: 'buckets that match' }),
  items: z.array(bucketSchema),
  nextCursor,
});

const share = z.object({ kind: z.string(), id: z.string().nullable(), scope: z.string(), says: z.string() });
const ruleChange = share.extend({ before: lifecycleRuleSchema.nullable(), after: lifecycleRuleSchema.nullable() });
const rules = z.array(lifecycleRuleSchema).meta({ description: 'rules as in the S3 API' });

export const fixSchema = z.object({
  fixId: z.uuid(),
  accountId: z.string(),
  bucket: z.string(),
  region: z.string(),
  state: z.enum(fixStates),
  days: z.int(),
  removeExpiredDeleteMarkers: z.boolean(),
  actor: z.string(),
  fingerprint: z.string(),
  before: rules,
  after: rules,
  plannedUploads: count,
  plannedBytes: bytes,
  plannedMonthlyUsd: usd,
  remainingUploads: count.nullable(),
  remainingBytes: bytes.nullable(),
  realisedMonthlyUsd: usd,
  cutoffAt: time,
  dueAt: time,
  createdAt: time,
  appliedAt: time.nullable(),
  confirmedAt: time.nullable(),
  abortDate: time.nullable(),
  abortRuleId: z.string().nullable(),
  eligibleAt: time.nullable(),
  clearingAt: time.nullable(),
  cleanAt: time.nullable(),
  undoneAt: time.nullable(),
  undoneBy: z.string().nullable(),
  checkedAt: time.nullable(),
  problem: z.string().nullable(),
});

export const fixesSchema = z.object({ items: z.array(fixSchema), nextCursor });

export const bucketDetailSchema = bucketSchema.extend({
  history: z.array(
    z.object({
      day: z.iso.date(),
      bytes: bytes.nullable(),
      uploads: count.nullable(),
      monthlyUsd: usd.nullable(),
      coverage: z.string().nullable(),
      measurement: z.string().nullable(),
    }),
  ),
  rules: rules.nullable().meta({ description: 'as last read; null when they never could be' }),
  rulesReadAt: time.nullable(),
  fixes: z.array(fixSchema),
});

export const uploadsSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      uploadId: z.string(),
      initiatedAt: time,
      initiator: z.string().nullable(),
      storageClass: z.string(),
      likelyCreator: z.object({ id: z.string(), confidence: z.enum(['high', 'medium', 'low']) }),
      parts: count.nullable(),
      bytes: bytes.nullable(),
      lastPartAt: time.nullable(),
      sizeCheckedAt: time.nullable(),
      sizeProblem: z.string().nullable(),
      coverage: coverage.exclude(['partial']).nullable().meta({
        description:
          'of this key by the rules as last read: full is an Enabled abort rule; null: the rules are not known',
      }),
      abortAfterDays: z.int().nullable().meta({ description: 'days after initiation; null: no rule aborts it' }),
    }),
  ),
  nextCursor,
});

export const planSchema = z.object({
  accountId: z.string(),
  bucket: z.string(),
  region: z.string(),
  days: z.int(),
  removeExpiredDeleteMarkers: z.boolean(),
  fingerprint: z.string(),
  before: rules,
  after: rules,
  transitionDefaultMinimumObjectSize: z.string().nullable(),
  diff: z.array(ruleChange),
  noop: z.boolean(),
  verdict: z.object({
    coverage,
    abortAfterDays: z.int().nullable(),
    prefixes: z.array(z.object({ prefix: z.string(), days: z.int() })),
  }),
  versioned: z.boolean().nullable(),
  uploadsKnown: z.enum(['exact', 'partial', 'unknown']).meta({
    description:
      'partial: figures are lower bounds; unknown: the uploads could not be listed for a day, and a 0 says nothing',
  }),
  listedAt: time.nullable().meta({ description: 'when the uploads were last listed; null: never' }),
  abortsUploads: count,
  abortsBytes: bytes,
  unknownSize: count,
  activeUploads: count,
  activeKeys: z.array(
    z.object({ key: z.string(), initiatedAt: time, lastPartAt: time.nullable(), bytes: bytes.nullable() }),
  ),
  unknownActivity: count,
  smallestSafeDays: z.int(),
  keptUploads: count,
  keptActive: count,
  monthlySavingUsd: usd,
  priceFallback: z.boolean(),
  firstEligibleAt: time.nullable(),
  managedBy: z
    .object({ tool: z.string(), stack: z.string().nullable().optional(), hint: z.string().optional() })
    .nullable(),
  tagsKnown: z.boolean(),
  snippets: z.object({ terraform: z.string(), cloudformation: z.string(), cli: z.string() }),
});

export const collectStartedSchema = z.object({
  runId: z.uuid(),
  joined: z.boolean(),
  followUpRunId: z.uuid().optional().meta({
    description: 'there where the run that was joined has begun and does not cover this: the run after it does',
  }),
});

export const runSchema = z.object({
  runId: z.uuid(),
  status: z.enum(['queued', 'running', 'completed', 'failed']),
  progress: z
    .object({ done: count, total: count })
    .meta({ description: 'buckets; kinds where the run asks for none of buckets' }),
  kinds: z
    .array(
      z.object({
        kind: z.enum(collectKinds),
        status: z.enum(['pending', 'done', 'failed']),
        problem: z.string().nullable(),
      }),
    )
    .meta({ description: 'problem: why some account could not be read or checked; buckets tell theirs in problems' }),
  apiCalls: z.record(z.string(), count),
  apiCostUsd: z.number(),
  problems: z.array(z.object({ accountId: z.string(), bucket: z.string().nullable(), problem: z.string() })),
  partial: z.boolean(),
  stoppedBy: z.enum(['budget']).nullable(),
  own: z.object({ permissionSet: z.string(), awsUser: z.string().nullable() }).nullable().meta({
    description: 'whose permission set of IAM Identity Center made every call; null: the roles of Straybytes',
  }),
});

export const healthSchema = z.object({ status: z.string() });
