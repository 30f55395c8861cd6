'use client';

import { AreaChart } from '@mantine/charts';
import { formatDay } from '#components/ui/date.ts';
import { axisTicks } from './byte-unit.ts';
import classes from './history-area.module.css';
import type { HistoryChartProps } from './history-chart.tsx';
import { HistoryTooltip } from './history-tooltip.tsx';

/** Two marks closer than this share of the width would write over each other: the second goes without its name. */
const LABEL_SHARE = 0.22;

export function HistoryArea({ title, days, series, marks, unit }: HistoryChartProps) {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const ticks = axisTicks(Math.max(0, ...days.map(({ bytes }) => bytes ?? 0)) / unit.bytes);
  const data = days.map(({ day, bytes, parts }) => ({
    day,
    ...Object.fromEntries(series.map(({ id }) => [id, bytes === null ? null : (parts[id] ?? 0) / unit.bytes])),
  }));
  return (
    <AreaChart
      className={classes.chart}
      h="100%"
      data={data}
      dataKey="day"
      type="stacked"
      // Recharts stacks from the ground: the largest comes last, so that it lies on top.
      series={series.map(({ id, name, color }) => ({ name: id, label: name, color })).reverse()}
      curveType="linear"
      withDots={false}
      withGradient={false}
      fillOpacity={1}
      strokeWidth={0}
      connectNulls={false}
      gridAxis="x"
      strokeDasharray="0"
      tickLine="none"
      areaChartProps={{
        title,
        desc: 'The same figures are in the table below.',
        margin: { top: 18, right: 4, left: -8 },
      }}
      yAxisProps={{
        width: 48,
        ticks,
        domain: [0, ticks.at(-1) ?? 1],
        tickFormatter: (value: number) => value.toLocaleString('en-US'),
      }}
      xAxisProps={{
        tickFormatter: (day: string) => formatDay(new Date(day)),
        minTickGap: 56,
        interval: 'preserveStart',
      }}
      tooltipProps={{
        content: ({ label }) => <HistoryTooltip day={byDay.get(String(label))} series={series} marks={marks} />,
      }}
      referenceLines={withRoom(marks, days).map(({ day, label }) => ({
        x: day,
        color: 'var(--recovered)',
        strokeDasharray: '2 3',
        label: { value: label, position: 'insideTopLeft', offset: 6, className: classes.label ?? '', dy: -14, dx: -4 },
      }))}
    />
  );
}

function withRoom(marks: HistoryChartProps['marks'], days: HistoryChartProps['days']) {
  const at = (day: string) => days.findIndex((point) => point.day === day) / Math.max(1, days.length - 1);
  let free = 0;
  return marks
    .filter(({ day }) => at(day) >= 0)
    .map(({ day, bucket }) => {
      const named = at(day) >= free && at(day) < 1 - LABEL_SHARE;
      if (named) free = at(day) + LABEL_SHARE;
      return { day, label: named ? `⚑ ${bucket.length > 22 ? `${bucket.slice(0, 21)}…` : bucket}` : '⚑' };
    });
}
