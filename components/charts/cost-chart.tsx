'use client';

import type { Route } from 'next';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import classes from './chart.module.css';

/** `id` is free of what a chart could take for a path, such as a point. */
export type CostSeries = { id: string; name: string; color: string; href?: Route | undefined };
export type CostPoint = {
  /** First day of the period, `YYYY-MM-DD`. */
  start: string;
  estimated: boolean;
  /** Null: not known. */
  total: number | null;
  parts: Record<string, number>;
};
export type CostMark = { id: string; start: string; name: string };

export type CostChartProps = {
  title: string;
  points: CostPoint[];
  /** Largest first: it stands on the ground. */
  series: CostSeries[];
  marks?: CostMark[];
  currency: string | null;
  monthly?: boolean;
};

// Drawn in the browser, which knows the width; the code for it comes after the page.
const CostBars = dynamic(() => import('./cost-bars.tsx').then((module) => module.CostBars), { ssr: false });

/** Costs a day or a month as stacked bars; what AWS may still change is hatched. */
export function CostChart(props: CostChartProps) {
  const { points, series, marks = [] } = props;
  return (
    <>
      <div className={classes.stage}>
        {points.every(({ total }) => total === null) ? (
          <p className={classes.empty}>No cost is known of these days.</p>
        ) : (
          <CostBars {...props} />
        )}
      </div>
      <ul className={classes.legend} aria-label="Legend">
        {series.map(({ id, name, color, href }) => (
          <li key={id}>
            <i className={classes.swatch} style={{ background: color }} />
            {href ? (
              <Link href={href} scroll={false}>
                {name}
              </Link>
            ) : (
              name
            )}
          </li>
        ))}
        {points.some(({ estimated }) => estimated) && (
          <li>
            <i className={classes.swatch} data-estimated />
            estimated: AWS may still change it
          </li>
        )}
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
