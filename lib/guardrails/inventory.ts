import { z } from 'zod';
import { credentialReportSchema } from './credential-report.ts';
import { ownRolesSchema } from './own-roles.ts';
import { blindSchema, type Known, type Part, part } from './part.ts';
import { roleSchema } from './role.ts';
import { accountSummarySchema } from './root-credentials.ts';

/** An assigned MFA device. A person may give any name to a virtual one, also to that of the root user. */
export const mfaDeviceSchema = z.object({
  serialNumber: z.string(),
  /** Of whoever it is assigned to: that of the root user ends in `:root`; null: AWS does not say. */
  userArn: z.string().nullable(),
  /** An IAM user's name, or null for the root user. */
  user: z.string().nullable(),
  enabledAt: z.iso.datetime().nullable(),
});

/** What is enabled of centralized root access: `RootCredentialsManagement`, `RootSessions`. */
export const organizationFeaturesSchema = z.object({ enabled: z.array(z.string()) });

const contactSchema = z.object({ name: z.string(), email: z.string() }).nullable();
/** Null: none is set. */
export const alternateContactsSchema = z.object({
  billing: contactSchema,
  operations: contactSchema,
  security: contactSchema,
});

export const budgetSummarySchema = z.object({
  name: z.string(),
  /** COST, USAGE, RI_UTILIZATION, … */
  type: z.string(),
  /** How many addresses and topics its alerts reach; null: could not be read. */
  tells: z.number().int().nullable(),
  /** When its whole life ends; null: it does not. */
  endsAt: z.iso.datetime().nullable(),
  /** The part of the account's costs that it counts, in words; null: all of them. */
  part: z.string().nullable(),
});

/** Its own budgets, and those of other accounts that are narrowed to it. */
const budgetsPartSchema = z.object({
  known: z.array(budgetSummarySchema),
  /** Why its own could not be read, or those of its payer, which may hold one for it; null: they could. */
  unread: blindSchema.nullable(),
});

const values = {
  summary: accountSummarySchema,
  credentialReport: credentialReportSchema,
  mfaDevices: z.array(mfaDeviceSchema),
  roles: z.array(roleSchema),
  organizationFeatures: organizationFeaturesSchema,
  alternateContacts: alternateContactsSchema,
  budgets: budgetsPartSchema,
};

export type PartName = keyof typeof values;
export type PartValue<N extends PartName> = z.infer<(typeof values)[N]>;

/** The IAM action that each part is read with, and so what is missing where it was not collected at all. */
export const actionOf: Record<PartName, string> = {
  summary: 'iam:GetAccountSummary',
  credentialReport: 'iam:GetCredentialReport',
  mfaDevices: 'iam:ListVirtualMFADevices',
  roles: 'iam:ListRoles',
  organizationFeatures: 'iam:ListOrganizationsFeatures',
  alternateContacts: 'account:GetAlternateContact',
  budgets: 'budgets:ViewBudget',
};

/** What is seen of one account, as of one collection. */
export const inventorySchema = z.object({
  accountId: z.string(),
  /** Whether it is the organization's management account; null: not known. */
  management: z.boolean().nullable(),
  /** What this server is in the account. */
  own: ownRolesSchema,
  parts: z.object({
    summary: part(values.summary),
    credentialReport: part(values.credentialReport),
    mfaDevices: part(values.mfaDevices),
    roles: part(values.roles),
    organizationFeatures: part(values.organizationFeatures),
    alternateContacts: part(values.alternateContacts),
    budgets: part(values.budgets),
  }),
});
export type Inventory = z.infer<typeof inventorySchema>;

export type KnownParts<N extends PartName> = { [K in N]: Known<PartValue<K>> };
export type AnyParts<N extends PartName> = { [K in N]: Part<PartValue<K>> };
