/**
 * The smallest number of days (1 at least) that lies in none of the ranges. A range holds the numbers of days for which
 * a rule would abort an active upload; both ends included.
 */
export function smallestSafeDays(unsafe: readonly { from: number; to: number }[]): number {
  let days = 1;
  for (const { from, to } of [...unsafe].sort((a, b) => a.from - b.from)) {
    if (from > days) break;
    days = Math.max(days, to + 1);
  }
  return days;
}
