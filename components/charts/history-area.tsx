'use client';

import { AreaChart } from '@mantine/charts';
import { useElementSize } from '@mantine/hooks';
import { formatDay } from '#components/ui/date.ts';
import { axisTicks } from './byte-unit.ts';
import classes from './history-area.module.css';
import type { HistoryChartProps, HistorySeries } from './history-chart.tsx';
import { HistoryTooltip } from './history-tooltip.tsx';

/** About what a letter of a mark's name takes, in pixels, and what stands around it. */
const letter = 6.4;
const around = 24;
const axisWidth = 48;

export function HistoryArea(props: HistoryChartProps) {
  const { title, days, series, marks, unit } = props;
  const { ref, width } = useElementSize();
  const byDay = new Map(days.map((day) => [day.day, day]));
  const ticks = axisTicks(Math.max(0, ...days.map(({ bytes }) => bytes ?? 0)) / unit.bytes);
  const data = days.map(({ day, bytes, parts }) => ({
    day,
    ...Object.fromEntries(series.map(({ id }) => [id, inUnits(bytes === null ? null : parts[id], unit.bytes)])),
  }));
  return (
    <AreaChart
      ref={ref}
      className={classes.chart}
      h="100%"
      data={data}
      dataKey="day"
      type="stacked"
      series={stacked(props).map(({ id, name, color }) => ({ name: id, label: name, color }))}
      curveType="linear"
      withDots={false}
      withGradient={false}
      fillOpacity={1}
      strokeWidth={0}
      connectNulls={false}
      areaProps={{ isAnimationActive: false }}
      gridAxis="x"
      strokeDasharray="0"
      tickLine="none"
      areaChartProps={{
        title,
        desc: 'The same figures are in the table below.',
        margin: { top: 18, right: 4, left: -8 },
      }}
      yAxisProps={{
        width: axisWidth,
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
      referenceLines={withRoom(props, width - axisWidth).map(({ day, label }) => ({
        x: day,
        color: 'var(--recovered)',
        strokeDasharray: '2 3',
        label: { value: label, position: 'insideTopLeft', offset: 6, className: classes.label ?? '', dy: -14, dx: -4 },
      }))}
    />
  );
}

function inUnits(bytes: number | null | undefined, unit: number): number | null {
  return bytes === null || bytes === undefined ? null : bytes / unit;
}

/**
 * From the ground up, as Recharts stacks: the largest comes last, so that it lies on top. What has a gap lies above what has
 * none, so that no other part falls with it.
 */
function stacked({ days, series }: HistoryChartProps) {
  const hasGap = ({ id }: HistorySeries) =>
    days.some(({ bytes, parts }) => bytes !== null && (parts[id] ?? null) === null);
  return series.toReversed().sort((a, b) => Number(hasGap(a)) - Number(hasGap(b)));
}

/** A mark is named where its name fits before the next mark, or before the edge. */
function withRoom({ days, marks }: HistoryChartProps, width: number) {
  const at = (day: string) => (width * days.findIndex((point) => point.day === day)) / Math.max(1, days.length - 1);
  const shown = [...Map.groupBy(marks, ({ day }) => day)].filter(([day]) => days.some((point) => point.day === day));
  return shown.map(([day, fixes], index) => {
    const bucket = fixes[0]?.bucket ?? '';
    const name = fixes.length > 1 ? `${fixes.length} fixes` : bucket.length > 22 ? `${bucket.slice(0, 21)}…` : bucket;
    const end = at(shown[index + 1]?.[0] ?? days.at(-1)?.day ?? day);
    return { day, label: end - at(day) >= name.length * letter + around ? `⚑ ${name}` : '⚑' };
  });
}
