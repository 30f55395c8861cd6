import { readPolicy } from '#lib/collect/policy.ts';
import { env } from '#lib/env.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { partitionOf } from '#lib/guardrails/hub-principal.ts';
import { requireViewer } from '#lib/session.ts';
import { storedConnection } from '#lib/store/connection.ts';

/** Whether AWS could be reached when that was tried last, or null. Calls nobody. */
export async function getConnection() {
  await requireViewer('look');
  return storedConnection();
}

/** The policies to attach, made from what the collectors and fixes declare, and the roles of other accounts. */
export async function getPolicies() {
  await requireViewer('look');
  const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  return {
    read: { role: READ_ROLE_NAME, policy: JSON.stringify(readPolicy(), null, 2) },
    fix: { role: FIX_ROLE_NAME, policy: JSON.stringify(fixPolicy(await getPartition()), null, 2) },
  };
}

/** The partition of the identity that this server runs as, for ARNs that are handed out. */
export async function getPartition(): Promise<string> {
  const connection = await getConnection();
  return partitionOf(connection?.ok ? connection.arn : null);
}
