import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { isOfOrganization, parseDenial } from '#lib/guardrails/denial.ts';
import { ANY_PERMISSION_SET } from '#lib/permission-sets/choose.ts';
import { notePermissionSetUse } from '#lib/store/permission-set-uses.ts';
import { ownSessionOf } from './own-session.ts';

/**
 * Does something with the person's own session, and learns from it what the permission set can do.
 * @param needs the IAM actions that `work` has taken when it succeeds: none for a plan, which writes nothing
 * @throws AppError as ownSessionOf, and what `work` throws
 */
export async function asOneself<T>(
  { needs, ...whose }: { sessionId: string; accountId: string; permissionSet: string; needs: readonly string[] },
  work: (as: OwnSession) => Promise<T>,
): Promise<T> {
  const as = await ownSessionOf(whose);
  const { accountId, permissionSet } = whose;
  try {
    const value = await work(as);
    await notePermissionSetUse({ accountId, permissionSet, actions: needs, allowed: true });
    return value;
  } catch (error) {
    const denied = deniedAsOneself(error, permissionSet);
    if (denied) await notePermissionSetUse({ accountId, ...denied, actions: [denied.action], allowed: false });
    throw error;
  }
}

/**
 * The IAM action that was denied to a person's own session, and what does not allow it: the permission set, or
 * ANY_PERMISSION_SET where a policy of the organization denies it, be it of this resource alone. Null where neither is
 * known to be so, as of a policy on one bucket or one network.
 */
export function deniedAsOneself(
  error: unknown,
  permissionSet: string,
): { action: string; permissionSet: string } | null {
  if (!(error instanceof AppError) || error.code !== 'denied') return null;
  const { awsMessage, permissionSet: whose } = error.details;
  if (whose !== permissionSet || awsMessage === undefined) return null;
  const { action, by } = parseDenial(awsMessage);
  if (action === null) return null;
  if (isOfOrganization(by)) return { action, permissionSet: ANY_PERMISSION_SET };
  return by === 'identity-based policy' || by === 'permissions boundary' ? { action, permissionSet } : null;
}
