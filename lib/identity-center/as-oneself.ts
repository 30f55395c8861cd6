import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { parseDenial } from '#lib/guardrails/denial.ts';
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
    const action = deniedOfPermissionSet(error, permissionSet);
    if (action) await notePermissionSetUse({ accountId, permissionSet, actions: [action], allowed: false });
    throw error;
  }
}

/** The IAM action that an error says a permission set may not do; null for any other, as of a policy on one bucket. */
export function deniedOfPermissionSet(error: unknown, permissionSet: string): string | null {
  if (!(error instanceof AppError) || error.code !== 'denied') return null;
  const { awsMessage, permissionSet: whose } = error.details;
  if (whose !== permissionSet || awsMessage === undefined) return null;
  const { action, by } = parseDenial(awsMessage);
  return by === null || by === 'resource-based policy' ? null : action;
}
