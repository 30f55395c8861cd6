import type { CSSProperties } from 'react';
import { type BarFigures, barScale } from './bar-scale.ts';
import classes from './budget-bar.module.css';

export type BarThreshold = { amount: number; forecasted: boolean; reached: boolean };

/**
 * A budget at a glance: what is spent, what AWS expects, the limit, where an even pace would be now, and the alerts. What
 * lies beyond the limit is red.
 */
export function BudgetBar({
  figures,
  thresholds,
  says,
}: {
  figures: BarFigures;
  thresholds: readonly BarThreshold[];
  /** The same in words. */
  says: string;
}) {
  const { limit, actual, forecast, pace } = figures;
  const at = barScale(figures);
  const from = (start: number, end: number): CSSProperties => ({
    left: `${at(start)}%`,
    width: `${Math.max(0, at(end) - at(start))}%`,
  });
  const expected = Math.max(actual, forecast ?? 0);
  return (
    <div className={classes.bar} role="img" aria-label={says}>
      <i className={classes.track} style={from(0, limit)} />
      <i className={classes.spent} style={from(0, Math.min(actual, limit))} />
      {actual > limit && <i className={classes.over} style={from(limit, actual)} />}
      {expected > actual && (
        <i className={classes.forecast} style={from(actual, Math.min(expected, Math.max(limit, actual)))} />
      )}
      {expected > Math.max(limit, actual) && (
        <i className={classes.beyond} style={from(Math.max(limit, actual), expected)} />
      )}
      <i className={classes.limit} style={{ left: `${at(limit)}%` }} />
      {pace !== null && <i className={classes.pace} style={{ left: `${at(pace)}%` }} />}
      {thresholds.map(({ amount, forecasted, reached }) => (
        <i
          key={`${amount} ${forecasted}`}
          className={classes.alert}
          data-reached={reached || undefined}
          data-forecasted={forecasted || undefined}
          style={{ left: `${at(amount)}%` }}
        />
      ))}
    </div>
  );
}

/** What the marks of the bars mean. */
export function BudgetLegend() {
  return (
    <ul className={classes.legend} aria-label="What the marks of a bar mean">
      <li>
        <i className={classes.keySpent} /> spent
      </li>
      <li>
        <i className={classes.keyForecast} /> forecast
      </li>
      <li>
        <i className={classes.keyOver} /> over the limit
      </li>
      <li>
        <i className={classes.keyLimit} /> limit
      </li>
      <li>
        <i className={classes.keyPace} /> even pace today
      </li>
      <li>
        <i className={classes.keyAlert} /> alert, filled once it went off
      </li>
    </ul>
  );
}
