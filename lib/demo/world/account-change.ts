import { z } from 'zod';
import { type IamFacts, plainIam } from '../iam/facts.ts';
import type { AccountSpec } from './organization.ts';

const time = z.coerce.date();
const mfa = z.enum(['none', 'virtual', 'hardware']);
const accessKeys = z.array(
  z.object({
    active: z.boolean(),
    rotatedAt: time,
    lastUsed: z.object({ at: time, region: z.string(), service: z.string() }).nullable(),
  }),
);
const iamSchema = z.object({
  alias: z.string().nullable().optional(),
  root: z
    .object({ createdAt: time, hasPassword: z.boolean(), mfa, lastUsedAt: time.nullable(), accessKeys })
    .partial()
    .optional(),
  users: z
    .array(
      z.object({
        name: z.string(),
        path: z.string().optional(),
        createdAt: time,
        password: z.object({ changedAt: time, lastUsedAt: time.nullable() }).nullable(),
        mfa,
        accessKeys,
      }),
    )
    .optional(),
  roles: z
    .array(
      z.object({
        name: z.string(),
        path: z.string().optional(),
        createdAt: time,
        description: z.string().optional(),
        trust: z.record(z.string(), z.unknown()),
        lastUsed: z.object({ at: time, region: z.string() }).nullable().optional(),
      }),
    )
    .optional(),
});
const contact = z.object({ name: z.string(), title: z.string(), email: z.string(), phone: z.string() });

/** What becomes different in an account, or a whole new one. Null takes back to what is when nothing is said. */
export const accountChangeSchema = z.object({
  id: z.string().regex(/^\d{12}$/),
  name: z.string().optional(),
  email: z.string().optional(),
  unit: z.string().nullable().optional(),
  state: z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'LEFT']).optional(),
  externalId: z.string().nullable().optional(),
  administers: z.array(z.string()).optional(),
  roles: z
    .array(
      z.object({
        name: z.string(),
        power: z.enum(['base', 'read', 'fix']),
        trusts: z.array(z.string()).optional(),
        externalId: z.string().optional(),
        maxSessionSeconds: z.number().optional(),
      }),
    )
    .nullable()
    .optional(),
  denied: z
    .array(
      z.object({
        action: z.string(),
        by: z.enum([
          'service control policy',
          'resource control policy',
          'resource-based policy',
          'permissions boundary',
          'session policy',
          'VPC endpoint policy',
          'role trust policy',
          'identity-based policy',
        ]),
        explicit: z.boolean().optional(),
        policyArn: z.string().optional(),
        sessionsOf: z.string().optional(),
      }),
    )
    .nullable()
    .optional(),
  trouble: z
    .object({
      throttleRate: z.number().optional(),
      hungRegions: z.array(z.string()).optional(),
      suspendedAfter: z.number().optional(),
    })
    .nullable()
    .optional(),
  contacts: z
    .object({
      alternate: z.object({ BILLING: contact, OPERATIONS: contact, SECURITY: contact }).partial().optional(),
      primary: z
        .object({ fullName: z.string(), city: z.string(), countryCode: z.string(), phone: z.string() })
        .nullable()
        .optional(),
    })
    .nullable()
    .optional(),
  iam: iamSchema.optional(),
});

/** Times as ISO 8601, as a request and the journal have them. */
export type AccountChange = z.input<typeof accountChangeSchema>;

export function changedAccount(account: AccountSpec | undefined, change: AccountChange): AccountSpec {
  const { iam, ...rest } = accountChangeSchema.parse(change);
  const before: AccountSpec = account ?? { id: change.id, name: change.name ?? change.id };
  const fields = Object.entries({ ...before, ...rest }).filter(([, value]) => value !== null && value !== undefined);
  const after = asAccount(Object.fromEntries(fields));
  return iam ? { ...after, iam: (birth) => changedIam((before.iam ?? plainIam)(birth), iam) } : after;
}

function changedIam(before: IamFacts, change: z.output<typeof iamSchema>): IamFacts {
  const root = { ...before.root, ...said(change.root ?? {}) };
  return { ...before, ...said(change), root } as IamFacts;
}

/** The schema has made sure of each field; nulls and what is undefined are taken out. */
function asAccount(fields: object): AccountSpec {
  return fields as AccountSpec;
}

function said(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
