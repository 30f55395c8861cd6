import { formatTime } from '#components/ui/date.ts';

/** A time to come, with how long that is. */
export function Until({ at, now }: { at: Date; now: Date }) {
  const minutes = Math.max(0, Math.round((at.getTime() - now.getTime()) / 60_000));
  const left = minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return (
    <time dateTime={at.toISOString()}>
      {formatTime(at)} (in {left})
    </time>
  );
}
