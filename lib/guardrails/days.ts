const DAY_MS = 86_400_000;

/** Whole days between an ISO 8601 time and now, rounded down; negative for the future. */
export function daysSince(at: string, now: Date): number {
  return Math.floor((now.getTime() - new Date(at).getTime()) / DAY_MS);
}

/** "1 day", "90 days". */
export function inDays(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** "7 days ago"; within the last 24 hours, "less than a day ago". */
export function daysAgo(at: string, now: Date): string {
  const days = daysSince(at, now);
  return days < 1 ? 'less than a day ago' : `${inDays(days)} ago`;
}

/** Whether more than `days` days have passed since: on the second, not by whole days. */
export function isOlderThan({ at, days, now }: { at: string; days: number; now: Date }): boolean {
  return now.getTime() - new Date(at).getTime() > days * DAY_MS;
}
