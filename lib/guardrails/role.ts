import { z } from 'zod';

const texts = z.union([z.string(), z.array(z.string())]);
const conditionValue = z.union([z.string(), z.boolean(), z.number()]);

/** A statement of a role's trust policy. Unknown elements are kept out of the way, not refused. */
export const trustStatementSchema = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  NotPrincipal: z.unknown().optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([conditionValue, z.array(conditionValue)]))).optional(),
});
export type TrustStatement = z.infer<typeof trustStatementSchema>;

/** A lone statement may stand without its list. */
const trustPolicySchema = z.object({
  Statement: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(trustStatementSchema)),
});

export const roleSchema = z.object({
  name: z.string(),
  /** `/` unless the role was put somewhere. */
  path: z.string(),
  arn: z.string(),
  createdAt: z.iso.datetime().nullable(),
  /** Null: the trust policy could not be read. */
  trust: z.array(trustStatementSchema).nullable(),
});
export type Role = z.infer<typeof roleSchema>;

/** The statements of an AssumeRolePolicyDocument, which IAM answers as URL-encoded JSON; null when it is not readable. */
export function trustStatements(encoded: string | undefined): TrustStatement[] | null {
  if (!encoded) return null;
  try {
    const text = encoded.trimStart().startsWith('{') ? encoded : decodeURIComponent(encoded);
    return trustPolicySchema.parse(JSON.parse(text)).Statement;
  } catch {
    return null;
  }
}

/**
 * Roles that AWS makes and guards itself: service-linked ones, and those of IAM Identity Center. They are known by their
 * names, and by paths that nobody else may give. Sources: IAM User Guide, "Create a service-linked role"; IAM Identity
 * Center User Guide, "Referencing permission sets in resource policies".
 */
export function isManagedByAws({ name, path }: Pick<Role, 'name' | 'path'>): boolean {
  return isAtPathOfAws({ path }) || /^AWS(ServiceRole|ReservedSSO_)/.test(name);
}

/** Whether a role is where only AWS puts one. */
export function isAtPathOfAws({ path }: Pick<Role, 'path'>): boolean {
  return /^\/aws-(service-role|reserved)\//.test(path);
}
