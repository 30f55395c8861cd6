'use client';

import dynamic from 'next/dynamic';
import type { ByteUnit } from './byte-unit.ts';
import classes from './chart.module.css';

export type HistorySeries = { id: string; name: string; color: string };
/** Null: not known. `atLeast` names the parts that are lower bounds, and `all`. */
export type HistoryPoint = {
  day: string;
  bytes: number | null;
  parts: Record<string, number | null>;
  atLeast: string[];
};
export type HistoryMark = { fixId: string; day: string; bucket: string };

export type HistoryChartProps = {
  title: string;
  days: HistoryPoint[];
  /** Largest first: it is drawn on top. */
  series: HistorySeries[];
  marks: HistoryMark[];
  unit: ByteUnit;
};

// Drawn in the browser, which knows the width; the code for it comes after the page.
const HistoryArea = dynamic(() => import('./history-area.tsx').then((module) => module.HistoryArea), { ssr: false });

export function HistoryChart(props: HistoryChartProps) {
  const { days, series, marks } = props;
  return (
    <>
      <div className={classes.stage}>
        {days.length < 2 ? (
          <p className={classes.empty}>The picture begins with the second day on which a collection has run.</p>
        ) : (
          <HistoryArea {...props} />
        )}
      </div>
      <ul className={classes.legend} aria-label="Legend">
        {series.length > 1 &&
          series.map(({ id, name, color }) => (
            <li key={id}>
              <i className={classes.swatch} style={{ background: color }} />
              {name}
            </li>
          ))}
        {marks.length > 0 && (
          <li>
            <i className={classes.flag} aria-hidden="true">
              ⚑
            </i>
            fix applied
          </li>
        )}
      </ul>
    </>
  );
}
