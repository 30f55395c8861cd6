import dayjs from 'dayjs';
import isoWeek from 'dayjs/plugin/isoWeek.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(isoWeek);

/** A week of ISO 8601, such as `2026-W47`: it begins on a Monday, and week 1 holds the first Thursday of its year. */
export type IsoWeek = `${number}-W${string}`;

/** When a week begins and ends (exclusive) where the report is read, and its first and last day there, `YYYY-MM-DD`. */
export type WeekSpan = { start: Date; end: Date; firstDay: string; lastDay: string };

/** Earlier there was no S3, and later is no week that anybody asks for. */
const FIRST_YEAR = 2006;
const LAST_YEAR = 2199;

/** The week that a text names, or null where the calendar has none: `2026-W54`, `2026-w5`, `W47`. */
export function parseWeek(text: string): IsoWeek | null {
  const [, year = '', week = ''] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  if (year === '' || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null;
  const found = nameOf(mondayOf(Number(year), Number(week)));
  return found === text && Number(week) >= 1 ? found : null;
}

/** The week of a moment, as a calendar in a time zone shows it. */
export function weekOf(moment: Date, timeZone: string): IsoWeek {
  return nameOf(dayjs.utc(dayjs(moment).tz(timeZone).format('YYYY-MM-DD')));
}

/** The last week that is over. */
export function lastWholeWeek(now: Date, timeZone: string): IsoWeek {
  return addWeeks(weekOf(now, timeZone), -1);
}

/** A week later by so many weeks; earlier where negative. */
export function addWeeks(week: IsoWeek, weeks: number): IsoWeek {
  return nameOf(firstDayOf(week).add(weeks * 7, 'day'));
}

/** A week of 167 or 169 hours is one in which clocks change. */
export function weekSpan(week: IsoWeek, timeZone: string): WeekSpan {
  const first = firstDayOf(week);
  const midnight = (day: dayjs.Dayjs) => dayjs.tz(`${day.format('YYYY-MM-DD')}T00:00:00`, timeZone).toDate();
  return {
    start: midnight(first),
    end: midnight(first.add(7, 'day')),
    firstDay: first.format('YYYY-MM-DD'),
    lastDay: first.add(6, 'day').format('YYYY-MM-DD'),
  };
}

/** "Week 47" */
export function weekName(week: IsoWeek): string {
  return `Week ${numberOf(week).week}`;
}

/** "16–22 Nov 2026", "28 Dec 2026 – 3 Jan 2027" */
export function weekDays(week: IsoWeek): string {
  const first = firstDayOf(week);
  const last = first.add(6, 'day');
  if (first.year() !== last.year()) return `${first.format('D MMM YYYY')} – ${last.format('D MMM YYYY')}`;
  const sameMonth = first.month() === last.month();
  return sameMonth
    ? `${first.format('D')}–${last.format('D MMM YYYY')}`
    : `${first.format('D MMM')} – ${last.format('D MMM YYYY')}`;
}

function firstDayOf(week: IsoWeek): dayjs.Dayjs {
  const { year, week: number } = numberOf(week);
  return mondayOf(year, number);
}

function numberOf(week: IsoWeek): { year: number; week: number } {
  return { year: Number(week.slice(0, 4)), week: Number(week.slice(6)) };
}

/** The 4th of January is always in week 1. */
function mondayOf(year: number, week: number): dayjs.Dayjs {
  return dayjs
    .utc(`${year}-01-04`)
    .startOf('isoWeek')
    .add((week - 1) * 7, 'day');
}

function nameOf(day: dayjs.Dayjs): IsoWeek {
  return `${day.isoWeekYear()}-W${String(day.isoWeek()).padStart(2, '0')}`;
}
