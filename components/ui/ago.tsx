import { formatAge } from '#lib/money/format.ts';
import { formatTime } from './date.ts';

/** "14 minutes ago" with the exact UTC time on hover. `now` is AWS's clock, from the server: never the browser's. */
export function Ago({ at, now }: { at: Date; now: Date }) {
  return (
    <time dateTime={at.toISOString()} title={formatTime(at)}>
      {now.getTime() - at.getTime() < 60_000 ? 'just now' : `${formatAge(at, now)} ago`}
    </time>
  );
}

/** "11 months": how old something is. */
export function Age({ since, now }: { since: Date; now: Date }) {
  return (
    <time dateTime={since.toISOString()} title={`since ${formatTime(since)}`}>
      {formatAge(since, now)}
    </time>
  );
}
