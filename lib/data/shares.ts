import { requireViewer } from '#lib/session.ts';
import { sharesOfWeek } from '#lib/store/report-shares.ts';

/** Links to a week's report, the newest first. */
export async function getShares(week: string) {
  await requireViewer('share');
  return sharesOfWeek(week);
}

export type Share = Awaited<ReturnType<typeof getShares>>[number];
