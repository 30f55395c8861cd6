import { z } from 'zod';
import type { DeniedAction } from './denied-action.ts';

/** A policy of these is only ever asked about principals of its own organization or account: `*` lets in nobody else. */
const ofOwnPrincipals = new Set<string | null>([
  'service control policy',
  'identity-based policy',
  'permissions boundary',
]);
const sparing = z.object({ ArnNotLike: z.object({ 'aws:PrincipalArn': z.array(z.string()) }) });

/**
 * So many accounts stand in a condition by their ids: two ARNs of each fill less than 3,000 characters. Source: AWS
 * Organizations User Guide, "Quotas", 5,120 characters of a service control policy.
 */
const MOST_NAMED = 20;

type Denied = DeniedAction & { accountId: string };

/** A denial as it is told of many accounts: what names its own bucket, key or role only, names none. */
export function commonDenial<D extends DeniedAction>(denied: D): D {
  return { ...denied, where: commonPlace(denied) };
}

/** One condition that spares every role and user that theirs spare; null where none is known. */
export type CommonExemption = {
  exemption: Record<string, unknown> | null;
  /** The accounts are too many to be named: it spares the role of that name in every account that the policy is asked about. */
  byName: boolean;
};

export function commonExemption(denied: readonly Denied[]): CommonExemption {
  const all = denied.flatMap(({ by, accountId, exemption }) =>
    sparedBy(exemption).map((arn) => ({ arn, own: ofOwnPrincipals.has(by) && arn.includes(`:iam::${accountId}:`) })),
  );
  if (all.length === 0)
    return { exemption: denied.find(({ exemption }) => exemption)?.exemption ?? null, byName: false };
  const accounts = new Set(all.flatMap(({ arn, own }) => (own ? arn.split(':')[4] : [])));
  const byName = accounts.size > MOST_NAMED;
  const arns = all.map(({ arn, own }) => (byName && own ? arn.replace(/:iam::\d{12}:/, ':iam::*:') : arn));
  return { exemption: { ArnNotLike: { 'aws:PrincipalArn': [...new Set(arns)].sort() } }, byName };
}

function sparedBy(exemption: DeniedAction['exemption']): string[] {
  return sparing.safeParse(exemption).data?.ArnNotLike['aws:PrincipalArn'] ?? [];
}

/** Whether its statement holds in its own account alone: it names a role there, a bucket or a key. */
export function isOfOneAccount({ statement, accountId }: Denied): boolean {
  if (statement === null) return false;
  const resources = [statement.Resource].flat().map(String);
  return (
    JSON.stringify(statement).includes(`::${accountId}:`) ||
    resources.some((resource) => /^arn:[^:]+:(s3|kms):/.test(resource) && !/:::\*/.test(resource))
  );
}

function commonPlace({ by, action, where }: DeniedAction): string {
  if (by === 'resource-based policy')
    return action.startsWith('kms:') ? 'the policy of each of these keys' : 'the policy of each of these buckets';
  return where.replace(/ of arn:[^:]+:iam::\d{12}:role\/(\S+)/, ' of the role $1');
}
