import { formatDay } from '#components/ui/date.ts';
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
        <span className={classes.long}>Simulated AWS · </span>
        <span className={classes.short} aria-hidden="true">
          Sim ·{' '}
        </span>
        <time dateTime={now.toISOString()}>
          {formatDay(now)}
          <span className={classes.long}> {now.getUTCFullYear()}</span>
        </time>
      </span>
      <MoveClockButton />
    </div>
  );
}
