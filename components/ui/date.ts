const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "23 Nov", in UTC like every time on a page. */
export function formatDay(at: Date): string {
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
}

/** "23 Nov 2026" */
export function formatDate(at: Date): string {
  return `${formatDay(at)} ${at.getUTCFullYear()}`;
}

/** "23 Nov 2026, 14:05 UTC" */
export function formatTime(at: Date): string {
  return `${formatDate(at)}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** When in as few letters as say something: "14:05 UTC" on the day itself, else "23 Nov". */
export function formatWhen(at: Date, now: Date): string {
  const isToday = formatDate(at) === formatDate(now);
  return isToday ? `${at.toISOString().slice(11, 16)} UTC` : formatDay(at);
}
