import { z } from 'zod';
import type { DeniedAction } from './denied-action.ts';

/** A policy of these is only ever asked about principals of its own organization or account: `*` lets in nobody else. */
const ofOwnPrincipals = new Set<string | null>([
  'service control policy',
  'identity-based policy',
  'permissions boundary',
]);
const sparing = z.object({ ArnNotLike: z.object({ 'aws:PrincipalArn': z.array(z.string()) }) });

/** A denial as it is told of many accounts: what names its own account, bucket or key only, names none. */
export function commonDenial(denied: DeniedAction, accountId: string): DeniedAction {
  const { by, exemption } = denied;
  return {
    ...denied,
    where: commonPlace(denied),
    exemption:
      exemption && ofOwnPrincipals.has(by)
        ? record.parse(JSON.parse(JSON.stringify(exemption).replaceAll(`:iam::${accountId}:`, ':iam::*:')))
        : exemption,
  };
}

const record = z.record(z.string(), z.unknown());

/** One condition that spares every role that theirs spare; null where none is known. */
export function commonExemption(denied: readonly DeniedAction[]): Record<string, unknown> | null {
  const all = denied.map(({ exemption }) => exemption).filter((exemption) => exemption !== null);
  const arns = all.flatMap((each) => sparing.safeParse(each).data?.ArnNotLike['aws:PrincipalArn'] ?? []);
  if (arns.length === 0) return all[0] ?? null;
  return { ArnNotLike: { 'aws:PrincipalArn': [...new Set(arns)].sort() } };
}

/** Whether its statement holds in its own account alone: it names a role there, a bucket or a key. */
export function isOfOneAccount({ statement, accountId }: DeniedAction & { accountId: string }): boolean {
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
