import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

/** The last moment at or before `now` that a weekly schedule names; an hour that a clock change skips is the next one. */
export function lastOccurrence({
  weekday,
  hour,
  timeZone,
  now,
}: {
  /** 1 is Monday */
  weekday: number;
  hour: number;
  timeZone: string;
  now: Date;
}): Date {
  const today = dayjs.utc(dayjs(now).tz(timeZone).format('YYYY-MM-DD'));
  const back = (today.day() + 7 - (weekday % 7)) % 7;
  const at = (days: number) => {
    const day = today.subtract(days, 'day').format('YYYY-MM-DD');
    return dayjs.tz(`${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone).toDate();
  };
  const latest = at(back);
  return latest <= now ? latest : at(back + 7);
}
