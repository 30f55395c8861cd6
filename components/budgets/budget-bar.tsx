import type { CSSProperties } from 'react';
import { type BarFigures, barScale, isBeyond } from './bar-scale.ts';
import classes from './budget-bar.module.css';

export type BarThreshold = { amount: number; forecasted: boolean; reached: boolean };

/**
 * A budget at a glance: what is spent, what AWS expects, the limit, where an even pace would be now, and the alerts. What
 * lies beyond the limit is red; a bar that is cut off at its end goes on.
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
  const span = (start: number, end: number): CSSProperties => ({
    left: `${at(start)}%`,
    width: `${Math.max(0, at(end) - at(start))}%`,
  });
  const expected = Math.max(actual, forecast ?? 0);
  const edge = Math.max(limit, actual);
  return (
    <div className={classes.bar} role="img" aria-label={says}>
      <i className={classes.track} style={span(0, limit)} />
      <i className={classes.spent} style={span(0, Math.min(actual, limit))} />
      {actual > limit && <i className={classes.over} style={span(limit, actual)} />}
      {expected > actual && <i className={classes.forecast} style={span(actual, Math.min(expected, edge))} />}
      {expected > edge && <i className={classes.beyond} style={span(edge, expected)} />}
      {isBeyond(figures, expected) && <i className={classes.cut} />}
      {pace !== null && <i className={classes.pace} style={{ left: `${at(pace)}%` }} />}
      <i className={classes.limit} style={{ left: `${at(limit)}%` }} />
      {thresholds
        .filter(({ amount }) => !isBeyond(figures, amount))
        .map(({ amount, forecasted, reached }) => (
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

const marks = [
  ['spent', 'spent'],
  ['forecast', 'forecast'],
  ['over', 'over the limit'],
  ['limit', 'limit'],
  ['pace', 'even pace by now'],
  ['alert', 'alert, filled once it went off'],
  ['forecastAlert', 'alert on the forecast'],
] as const;

/** What the marks of the bars mean. */
export function BudgetLegend() {
  return (
    <ul className={classes.legend} aria-label="What the marks of a bar mean">
      {marks.map(([mark, says]) => (
        <li key={mark}>
          <i className={classes.key} data-mark={mark} /> {says}
        </li>
      ))}
    </ul>
  );
}
