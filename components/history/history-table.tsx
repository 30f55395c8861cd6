import type { HistoryMark, HistoryPoint, HistorySeries } from '#components/charts/history-chart.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { formatDate } from '#components/ui/date.ts';
import { Scroll } from '#components/ui/scroll.tsx';
import table from '#components/ui/table.module.css';
import classes from './history-table.module.css';

/** The chart's figures for who cannot see it, or wants to copy them; the newest day first. */
export function HistoryTable({
  days,
  series,
  marks,
}: {
  days: HistoryPoint[];
  series: HistorySeries[];
  marks: HistoryMark[];
}) {
  const parts = series.length > 1 ? series : [];
  return (
    <details className={classes.details}>
      <summary>Show as table</summary>
      <Scroll label="The history as a table" height={300}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              <th scope="col" className={table.num}>
                All
              </th>
              {parts.map(({ id, name }) => (
                <th key={id} scope="col" className={table.num}>
                  {name}
                </th>
              ))}
              <th scope="col">Fixes applied</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <td>{formatDate(new Date(day.day))}</td>
                <td className={table.num}>
                  <DayBytes value={day.bytes} isLeast={day.atLeast.includes('all')} />
                </td>
                {parts.map(({ id }) => (
                  <td key={id} className={table.num}>
                    {day.bytes !== null && (
                      <DayBytes value={day.parts[id] ?? null} isLeast={day.atLeast.includes(id)} />
                    )}
                  </td>
                ))}
                <td>
                  {marks
                    .filter((mark) => mark.day === day.day)
                    .map(({ bucket }) => bucket)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function DayBytes({ value, isLeast }: { value: number | null; isLeast: boolean }) {
  if (value === null) return 'not known';
  return (
    <>
      {isLeast && '≥ '}
      <Bytes value={value} />
    </>
  );
}
