const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH_DAYS = 30.44;

/** An amount in USD: "$0", "<$0.01", "$174.31", "$412" (nothing after the point to show), "$1,284" (from 1,000 up). */
export function formatUsd(usd: number): string {
  if (usd < 0) return `−${formatUsd(-usd)}`;
  if (usd === 0) return '$0';
  if (usd < 0.01) return '<$0.01';
  if (Number.isInteger(usd) || usd >= 999.995) return `$${whole.format(usd)}`;
  return `$${cents.format(usd)}`;
}

/** Whole dollars, for a headline: "$412"; an amount under a dollar keeps its cents. */
export function formatUsdRound(usd: number): string {
  if (usd < 0) return `−${formatUsdRound(-usd)}`;
  return usd < 1 ? formatUsd(usd) : `$${whole.format(usd)}`;
}

/** Bytes in three significant digits and binary units: "0 B", "512 B", "17.4 TiB". */
export function formatBytes(bytes: number): string {
  let value = Math.abs(bytes);
  let unit = 0;
  while (unit < units.length - 1 && value >= (unit === 0 ? 1024 : 1023.5)) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${bytes < 0 ? '−' : ''}${text} ${units[unit]}`;
}

/** Every byte: "19,129,341,234 bytes". */
export function formatBytesExact(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** A count with thousands separated: "8,914". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** How long ago, in the largest unit that says enough, rounded down: "3 hours", "26 days", "11 months", "2 years". */
export function formatAge(from: Date, now: Date): string {
  const age = Math.max(0, now.getTime() - from.getTime());
  if (age < MINUTE) return 'under a minute';
  if (age < HOUR) return counted(age / MINUTE, 'minute');
  if (age < DAY) return counted(age / HOUR, 'hour');
  const days = age / DAY;
  if (days < 60) return counted(days, 'day');
  const months = days / MONTH_DAYS;
  return months < 24 ? counted(months, 'month') : counted(months / 12, 'year');
}

function counted(amount: number, unit: string): string {
  const count = Math.floor(amount);
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
}
