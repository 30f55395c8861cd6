import { formatDate, formatDay } from '#components/ui/date.ts';

const names = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "November", of any day `YYYY-MM-DD` in it. */
export function monthName(day: string): string {
  return names[Number(day.slice(5, 7)) - 1] ?? day;
}

/** "23 Nov 2026" or "November 2026" */
export function periodName(start: string, monthly: boolean): string {
  return monthly ? `${monthName(start)} ${start.slice(0, 4)}` : formatDate(new Date(start));
}

/** As short as an axis wants it: "23 Nov", "Nov", "Jan 2027". */
export function periodTick(start: string, monthly: boolean): string {
  if (!monthly) return formatDay(new Date(start));
  const month = monthName(start).slice(0, 3);
  return month === 'Jan' ? `${month} ${start.slice(0, 4)}` : month;
}
