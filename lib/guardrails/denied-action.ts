import { z } from 'zod';

/** An action that was tried in an account and denied, with what ends that. */
export const deniedActionSchema = z.object({
  /** What was read when it was denied: a kind of collection, `role` for the role itself. */
  kind: z.string(),
  /** The IAM action that was tried. */
  asked: z.string(),
  /** The one that is denied; it can be another, such as kms:Decrypt for s3:ListMultipartUploadParts. */
  action: z.string(),
  /** The kind of policy, as AWS names it; null where AWS does not say. */
  by: z.string().nullable(),
  /** True: a Deny matches. False: no Allow does. Null: AWS does not say. */
  explicit: z.boolean().nullable().default(null),
  /** The very policy that denies, where AWS names it. */
  policyArn: z.string().nullable(),
  /** On what it was tried, as AWS names it. */
  resource: z.string().nullable(),
  /** The buckets that it was tried on and denied: the first ones by name. Empty: it concerns the whole account. */
  buckets: z.array(z.string()).default([]),
  /** How many buckets that are; at least as many as are named. */
  bucketCount: z.int().min(0).default(0),
  /** The statement to add; null where none can help, because a Deny outweighs it. */
  statement: z.record(z.string(), z.unknown()).nullable(),
  /** What the trust policy of the role has to say, where AWS does not tell why it cannot be assumed. */
  trust: z.record(z.string(), z.unknown()).nullable().default(null),
  /** What the identity that assumes it has to be allowed; null where it enters other accounts, so that it is. */
  identity: z.record(z.string(), z.unknown()).nullable().default(null),
  /** What to add to the Condition of the Deny so that it lets our role through. */
  exemption: z.record(z.string(), z.unknown()).nullable(),
  /** Where the statement goes, or which policy holds the Deny. */
  where: z.string(),
  /** Who can do it. */
  ask: z.string(),
  /** One sentence: what denies what, and the next step. */
  problem: z.string(),
  /** ISO 8601. */
  at: z.iso.datetime(),
});
export type DeniedAction = z.infer<typeof deniedActionSchema>;

/** One of each (action, by): denials on many buckets by the same kind of policy are told once. */
export function distinctDenials(denied: readonly DeniedAction[]): DeniedAction[] {
  const known = new Map<string, DeniedAction>();
  for (const each of denied) {
    const name = `${each.action} ${each.by} ${each.policyArn}`;
    if (!known.has(name)) known.set(name, each);
  }
  return [...known.values()];
}

/** What several kinds of reading were denied alike is told once, as of the last of them. */
export function toldOnce(denied: readonly DeniedAction[]): DeniedAction[] {
  const known = new Map<string, DeniedAction>();
  for (const each of denied) {
    const { kind, asked, action, by, explicit, policyArn, resource, buckets, bucketCount } = each;
    const isRole = kind === 'role';
    const name = JSON.stringify([isRole, asked, action, by, explicit, policyArn, resource, buckets, bucketCount]);
    const before = known.get(name);
    if (!before || before.at < each.at) known.set(name, each);
  }
  return [...known.values()];
}
