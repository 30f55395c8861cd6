import { formatDate } from '#components/ui/date.ts';
import { formatBytes } from '#lib/money/format.ts';
import type { HistoryMark, HistoryPoint, HistorySeries } from './history-chart.tsx';
import classes from './history-tooltip.module.css';

export function HistoryTooltip({
  day,
  series,
  marks,
}: {
  day: HistoryPoint | undefined;
  series: HistorySeries[];
  marks: HistoryMark[];
}) {
  if (!day) return null;
  return (
    <div className={classes.tip}>
      <div className={classes.head}>
        <span>{formatDate(new Date(day.day))}</span>
        <strong>{words(day.bytes, day.atLeast.includes('all'))}</strong>
      </div>
      {series.length > 1 &&
        day.bytes !== null &&
        series.map(({ id, name, color }) => (
          <div key={id} className={classes.row}>
            <i style={{ background: color }} />
            <span>{name}</span>
            <span>{words(day.parts[id] ?? null, day.atLeast.includes(id))}</span>
          </div>
        ))}
      {marks
        .filter((mark) => mark.day === day.day)
        .map(({ fixId, bucket }) => (
          <div key={fixId} className={classes.mark}>
            ⚑ fix applied to {bucket}
          </div>
        ))}
    </div>
  );
}

function words(bytes: number | null, isLeast: boolean): string {
  return bytes === null ? 'not known' : `${isLeast ? '≥ ' : ''}${formatBytes(bytes)}`;
}
