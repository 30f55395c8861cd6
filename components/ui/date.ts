const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** "23 Nov", in UTC like every time on a page. */
export function formatDay(at: Date): string {
  return day.format(at);
}

/** "23 Nov 2026" */
export function formatDate(at: Date): string {
  return date.format(at);
}

/** "23 Nov 2026, 14:05 UTC" */
export function formatTime(at: Date): string {
  return `${date.format(at)}, ${time.format(at)} UTC`;
}
