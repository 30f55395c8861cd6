import { formatDay, formatTime } from '#components/ui/date.ts';
import type { LastKnown } from '#lib/data/views.ts';
import { formatBytes, formatUsd } from '#lib/money/format.ts';
import classes from './known-bytes.module.css';

/** "Last seen 12 Nov: 4.1 GiB, $2.10 a month": what is not known of now and counts in no total; nothing where it is. */
export function LastSeen({ lastKnown }: { lastKnown: LastKnown | null }) {
  if (lastKnown === null) return null;
  return (
    <span className={classes.last} title={`As read on ${formatTime(lastKnown.at)}; it counts in no total`}>
      Last seen {formatDay(lastKnown.at)}: {lastKnownWords(lastKnown)}
    </span>
  );
}

/** "at least 4.1 GiB, $2.10 a month" */
export function lastKnownWords({ bytes, monthlyUsd, atLeast }: LastKnown): string {
  return `${atLeast ? 'at least ' : ''}${formatBytes(bytes)}, ${formatUsd(monthlyUsd)} a month`;
}
