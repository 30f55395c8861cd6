import type { CostPoint, CostSeries } from '#components/charts/cost-chart.tsx';
import { periodName } from '#components/charts/period-name.ts';
import classes from '#components/history/history-table.module.css';
import { Scroll } from '#components/ui/scroll.tsx';
import table from '#components/ui/table.module.css';
import { formatMoney } from '#lib/money/format-money.ts';

/** The bars for who cannot see them, or wants to copy them; the newest first. */
export function CostDays({
  points,
  series,
  currency,
  monthly = false,
  also,
}: {
  points: CostPoint[];
  series: CostSeries[];
  currency: string | null;
  monthly?: boolean;
  /** A last column: what happened that day. */
  also?: { label: string; of: (start: string) => string };
}) {
  if (points.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>Show as table</summary>
      <Scroll label="The bars as a table" height={300}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{monthly ? 'Month' : 'Day (UTC)'}</th>
              <th scope="col" className={table.num}>
                All
              </th>
              {series.map(({ id, name }) => (
                <th key={id} scope="col" className={table.num}>
                  {name}
                </th>
              ))}
              {also && <th scope="col">{also.label}</th>}
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map(({ start, estimated, total, parts }) => (
              <tr key={start}>
                <td>
                  {periodName(start, monthly)}
                  {estimated && <span className={table.quiet}> estimated</span>}
                </td>
                <td className={table.num}>{total === null ? 'not known' : formatMoney(total, currency)}</td>
                {series.map(({ id }) => (
                  <td key={id} className={table.num}>
                    {total === null ? '' : formatMoney(parts[id] ?? 0, currency)}
                  </td>
                ))}
                {also && <td>{also.of(start)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
