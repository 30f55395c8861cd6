import { requireViewer } from '#lib/session.ts';
import { leftOutBy } from '#lib/store/left-out.ts';

/** Who left an account out, and when; null: nobody did. */
export async function getLeftOutBy(accountId: string): Promise<{ actor: string; at: Date } | null> {
  await requireViewer('look');
  return leftOutBy(accountId);
}
