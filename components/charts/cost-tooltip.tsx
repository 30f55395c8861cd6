import { formatMoney } from '#lib/money/format-money.ts';
import type { CostMark, CostPoint, CostSeries } from './cost-chart.tsx';
import classes from './history-tooltip.module.css';
import { periodName } from './period-name.ts';

export function CostTooltip({
  point,
  series,
  marks,
  currency,
  monthly,
}: {
  point: CostPoint | undefined;
  series: CostSeries[];
  marks: CostMark[];
  currency: string | null;
  monthly: boolean;
}) {
  if (!point) return null;
  return (
    <div className={classes.tip}>
      <div className={classes.head}>
        <span>
          {periodName(point.start, monthly)}
          {point.estimated && ', estimated'}
        </span>
        <strong>{point.total === null ? 'not known' : formatMoney(point.total, currency)}</strong>
      </div>
      {/* As they are stacked: the highest first. */}
      {series.length > 1 &&
        series
          .filter(({ id }) => (point.parts[id] ?? 0) !== 0)
          .toReversed()
          .map(({ id, name, color }) => (
            <div key={id} className={classes.row}>
              <i style={{ background: color }} />
              <span>{name}</span>
              <span>{formatMoney(point.parts[id] ?? 0, currency)}</span>
            </div>
          ))}
      {marks
        .filter(({ start }) => start === point.start)
        .map(({ id, name }) => (
          <div key={id} className={classes.mark}>
            ⚑ fix applied to {name}
          </div>
        ))}
    </div>
  );
}
