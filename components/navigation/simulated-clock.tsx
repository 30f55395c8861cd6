import { formatDate } from '#components/ui/date.ts';
import { getSimulatedClock } from '#lib/data/navigation.ts';
import { MoveClockButton } from './move-clock-button.tsx';
import classes from './simulated-clock.module.css';

/** Only where a simulated AWS can be told to move on; against AWS it is not there. */
export async function SimulatedClock() {
  const now = await getSimulatedClock();
  if (!now) return null;
  return (
    <div className={classes.clock}>
      <span className={classes.date}>
        Simulated AWS · <time dateTime={now.toISOString()}>{formatDate(now)}</time>
      </span>
      <MoveClockButton />
    </div>
  );
}
