import type { OwnSession } from '#lib/aws/own-session.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { liveNow } from './live-now.ts';

/** One line of the activity log about a bucket's rules. */
export async function noteFix(
  { accountId, bucket }: { accountId: string; bucket: string },
  event: { actor: string; action: string; fixId?: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordActivity({ at: await liveNow(), accountId, bucket, ...event });
}

/** What the log says of a person's own session that something was done with. */
export function withSession(as: OwnSession | undefined): { permissionSet?: string; awsUser?: string | null } {
  return as ? { permissionSet: as.permissionSet, awsUser: as.userName } : {};
}
