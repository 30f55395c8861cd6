import { z } from 'zod';
import { collectKinds } from '#lib/collect/kinds.ts';
import { daysSchema } from '#lib/fix/request.ts';
import { bucketSorts, uploadSorts } from '#lib/store/buckets.ts';

/** Every value from outside, in one place: the handlers and the OpenAPI document are made from these. */
export const ou = z
  .string()
  .max(700)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the one character PostgreSQL has no text with
  .regex(/^[^\u0000]*$/, { error: 'must not have a NUL character' })
  .optional()
  .meta({ description: 'an organizational unit with all below it: names from the root down, such as Workloads/Prod' });
export const accountId = z
  .string()
  .regex(/^[\w-]{1,64}$/, { error: 'must be an account id: letters, digits, - and _' });
/** Wider than S3's rules for new buckets: old ones and other servers have capitals and underscores. */
const bucketName = z
  .string()
  .regex(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/, { error: 'must be the name of a bucket' });
export const cursor = z
  .string()
  .max(8192)
  .optional()
  .meta({ description: 'nextCursor of the page before; left out for the first page' });
const size = z.coerce
  .number({ error: 'must be a whole number' })
  .int({ error: 'must be a whole number' })
  .min(1, { error: 'must be at least 1' })
  .max(1000, { error: 'must be at most 1000' });
const limit = size.default(100);
/** Of a list that is answered whole unless it is asked for by pages. */
export const optionalLimit = size.optional().meta({ description: 'left out, with the cursor too: everything' });

export const bucketParams = z.object({ accountId, bucket: bucketName });
export const runParams = z.object({ runId: z.uuid({ error: 'must be the id of a run' }) });
export const fixParams = z.object({ fixId: z.uuid({ error: 'must be the id of a fix' }) });

const bucketFilter = z.object({
  coverage: z
    .enum(['none', 'disabled', 'partial', 'full', 'unprotected', 'unknown'])
    .optional()
    .meta({ description: 'unprotected: none, disabled or partial; unknown: the rules could not be read' }),
  account: accountId.optional(),
  ou,
  region: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: 'must be a region' })
    .optional(),
  measurement: z.enum(['exact', 'sampled', 'partial', 'denied', 'notScanned', 'unread']).optional(),
  q: z
    .string()
    .max(200)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the one character PostgreSQL has no text with
    .regex(/^[^\u0000]*$/, { error: 'must not have a NUL character' })
    .optional()
    .meta({ description: 'part of the name of the bucket, or of the name or id of its account' }),
  sort: z.enum(bucketSorts).default('-monthlyUsd'),
});

export const bucketsQuery = bucketFilter.extend({ cursor, limit });
export const bucketsCsvQuery = bucketFilter;
export const uploadsQuery = z.object({ sort: z.enum(uploadSorts).default('-bytes'), cursor, limit });
export const fixesQuery = z.object({
  account: accountId.optional(),
  ou,
  bucket: bucketName.optional(),
  cursor,
  limit: limit.pipe(z.number().max(200, { error: 'must be at most 200' })),
});

export const permissionSet = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .meta({
    description:
      'makes the calls as the person who has signed in, with this permission set of IAM Identity Center; their session has to ' +
      'be connected, and no token may. Left out: the role of Straybytes makes them',
  });

export const collectBody = z.strictObject({
  kinds: z
    .array(z.enum(collectKinds))
    .max(10)
    .optional()
    .meta({
      description:
        'left out: those of buckets, and of money and guardrails each that nobody read for 20 hours, of guardrails that could not be seen for 5. ' +
        'A look at the buckets of all accounts is followed by one at the guardrails and budgets of those where they were never read. ' +
        'preflight checks accounts as Check now does, and has guardrails with it',
    }),
  accounts: z.array(accountId).max(1000).optional().meta({ description: 'left out: all' }),
  permissionSet: permissionSet.meta({
    description:
      'makes every call of a look at the buckets of one account as the person who has signed in, with this permission set of ' +
      'IAM Identity Center; their session has to be connected, no token may, and kinds are left out. 409 while another collection is under way',
  }),
});

export const fixBody = z
  .strictObject({
    days: daysSchema.meta({ description: 'whole days after initiation' }),
    removeExpiredDeleteMarkers: z.boolean().default(false),
    dryRun: z.boolean().default(true).meta({ description: 'true answers the plan and writes nothing' }),
    permissionSet,
    fingerprint: z.string().max(200).optional().meta({ description: 'of the plan to apply; needed unless dryRun' }),
    acceptActiveUploads: z
      .boolean()
      .default(true)
      .meta({
        description:
          'false: refuse when an upload would be cut that had a part within the days of the rule, or when nobody could list ' +
          'the uploads for a day. The plan tells both (activeUploads, uploadsKnown), and its fingerprint says that it was read.',
      }),
  })
  .refine(({ dryRun, fingerprint }) => dryRun || fingerprint, {
    path: ['fingerprint'],
    error: 'is needed to apply: ask with "dryRun": true first, and give the fingerprint of that plan',
  });

/** What a body says besides was never looked at here. */
export const undoBody = z.object({ permissionSet });
