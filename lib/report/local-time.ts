type Where = { timeZone: string };

/** "29 Nov" of a moment, where the weeks of a report begin and end. */
export function localDayText({ timeZone }: Where, iso: string): string {
  const { day, month } = partsOf(iso, timeZone);
  return `${day} ${month}`;
}

/** "29 Nov 2026", likewise */
export function localDateText({ timeZone }: Where, iso: string): string {
  const { day, month, year } = partsOf(iso, timeZone);
  return `${day} ${month} ${year}`;
}

/** "29 Nov, 19:11 EST", likewise; "29 Nov, 18:00 UTC" */
export function localTimeText({ timeZone }: Where, iso: string): string {
  const { day, month, hour, minute, timeZoneName } = partsOf(iso, timeZone);
  return `${day} ${month}, ${hour}:${minute} ${timeZoneName}`;
}

function partsOf(iso: string, timeZone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}
