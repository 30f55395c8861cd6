import { requireViewer } from '#lib/session.ts';
import { sharesOfWeek } from '#lib/store/report-shares.ts';

/** Links to a week's report, the newest first. Whoever may look sees that there are some: only their hashes are kept. */
export async function getShares(week: string) {
  await requireViewer('look');
  return sharesOfWeek(week);
}

export type Share = Awaited<ReturnType<typeof getShares>>[number];
