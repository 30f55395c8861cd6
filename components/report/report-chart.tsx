import { formatDate, formatDay } from '#components/ui/date.ts';
import { Scroll } from '#components/ui/scroll.tsx';
import table from '#components/ui/table.module.css';
import type { ReportView } from '#lib/data/report.ts';
import { formatUsd } from '#lib/money/format.ts';
import { chartFlags } from './chart-flags.ts';
import classes from './report-chart.module.css';

const [width, height] = [1000, 300];
const colors = ['var(--waste-1)', 'var(--waste-2)', 'var(--waste-3)'];
const rest = 'var(--waste-4)';

/** The history of a quarter of a year, drawn on the server: a week that is over does not move any more. */
export function ReportChart({ view }: { view: ReportView }) {
  const { report, history } = view;
  const { days, series, marks } = report.history;
  const top = history.ticks.at(-1) ?? 1;
  const x = (index: number) => (100 * index) / Math.max(1, days.length - 1);
  const flags = chartFlags(marks, days);
  const names = [
    ...series.map(({ bucket }) => bucket ?? 'a bucket'),
    series.length === 0 ? 'all buckets' : 'all others',
  ];
  return (
    <figure>
      <div className={classes.chart}>
        <div className={classes.ticks} aria-hidden="true">
          {history.ticks.map((tick) => (
            <span key={tick} style={{ bottom: `${(100 * tick) / top}%` }}>
              {formatUsd(tick)}
            </span>
          ))}
        </div>
        <div className={classes.plot}>
          <svg
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${history.finding}${history.unlooked === null ? '' : `; ${history.unlooked}`}. The figures are in the table below.`}
          >
            {history.ticks.map((tick) => (
              <path key={tick} className={classes.grid} d={`M0 ${y(tick, top)}H${width}`} />
            ))}
            {names.map((name, index) => (
              <path
                key={name}
                className={classes.area}
                d={areaOf({ days, runs: history.runs, index, top })}
                fill={colorOf(index, series.length)}
              />
            ))}
            {history.runs.slice(1).map((run, index) => (
              <path
                key={run[0]}
                className={classes.gap}
                d={`M${10 * x(history.runs[index]?.at(-1) ?? 0)} ${height - 1}H${10 * x(run[0] ?? 0)}`}
              />
            ))}
            {flags.map(({ day, left }) => (
              <path key={day} className={classes.pole} d={`M${left * 10} 0V${height}`} />
            ))}
          </svg>
          {flags.map(({ day, text, left, before, named }) => (
            <span
              key={day}
              className={classes.flag}
              style={before ? { right: `${100 - left}%` } : { left: `${left}%` }}
            >
              <span aria-hidden="true">⚑</span> {named && <span className={classes.flagName}>{text}</span>}
            </span>
          ))}
        </div>
        <p className={classes.dates} aria-hidden="true">
          {[0, 1 / 3, 2 / 3, 1].map((share) => (
            <span key={share}>{formatDay(new Date(days[Math.round(share * (days.length - 1))]?.day ?? 0))}</span>
          ))}
        </p>
      </div>
      <ul className={classes.legend}>
        {names.map((name, index) => (
          <li key={name}>
            <i style={{ background: colorOf(index, series.length) }} aria-hidden="true" />
            {name}
          </li>
        ))}
        {history.legend !== null && (
          <li>
            <b aria-hidden="true" />
            not known: {history.legend}
          </li>
        )}
      </ul>
      <details className={classes.details}>
        <summary>Show as table</summary>
        <Scroll label="The history as a table" height={300}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Day (UTC)</th>
                {names.map((name) => (
                  <th key={name} scope="col" className={table.num}>
                    {name}
                  </th>
                ))}
                <th scope="col">Fixes applied</th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, parts, looked }) => (
                <tr key={day}>
                  <td>{formatDate(new Date(day))}</td>
                  {parts.map((usd, index) => (
                    <td key={names[index]} className={table.num}>
                      {looked === false ? 'not known' : formatUsd(Math.round(usd * 100) / 100)}
                    </td>
                  ))}
                  <td>{marks.flatMap((mark) => (mark.day === day ? [mark.bucket] : [])).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  );
}

/** Of the days that were looked at; one between two that were not is a bar of most of its width. */
function areaOf({
  days,
  runs,
  index,
  top,
}: {
  days: ReportView['report']['history']['days'];
  runs: ReportView['history']['runs'];
  index: number;
  top: number;
}): string {
  const end = Math.max(1, days.length - 1);
  const x = (day: number) => round((width * Math.min(end, Math.max(0, day))) / end);
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  const areas = runs.map((run) => {
    const [only = 0, ...others] = run;
    const points = others.length > 0 ? run : [only - 0.35, only + 0.35];
    const edge = (from: number) =>
      points.map((day) => `${x(day)} ${y(sum(days[Math.round(day)]?.parts.slice(from) ?? []), top)}`);
    return `M${edge(index).join('L')}L${edge(index + 1)
      .reverse()
      .join('L')}Z`;
  });
  return areas.join('');
}

function y(value: number, top: number): number {
  return round(height * (1 - value / top));
}

function colorOf(index: number, series: number): string {
  return index < series || series === 0 ? (colors[index] ?? rest) : rest;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
