import { recordActivity } from '#lib/store/activity.ts';
import { liveNow } from './live-now.ts';

/** One line of the activity log about a bucket's rules. */
export async function noteFix(
  { accountId, bucket }: { accountId: string; bucket: string },
  event: { actor: string; action: string; fixId?: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordActivity({ at: await liveNow(), accountId, bucket, ...event });
}
