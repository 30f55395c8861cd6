'use client';

import { BarChart } from '@mantine/charts';
import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import { moneyTicks } from '#lib/money/money-ticks.ts';
import { CostBar, hatch } from './cost-bar.tsx';
import classes from './cost-bars.module.css';
import type { CostChartProps } from './cost-chart.tsx';
import { CostTooltip } from './cost-tooltip.tsx';
import { periodTick } from './period-name.ts';

const rest = 'var(--cost-rest)';

export function CostBars({ title, points, series, marks = [], currency, monthly = false }: CostChartProps) {
  const router = useRouter();
  const pattern = useId();
  const byStart = new Map(points.map((point) => [point.start, point]));
  const hrefs = new Map(series.map(({ id, href }) => [id, href]));
  const ticks = moneyTicks(...extent(points.map(({ parts }) => Object.values(parts))));
  const open = (id: string) => {
    const href = hrefs.get(id);
    if (href) router.push(href, { scroll: false });
  };
  return (
    <BarChart
      className={classes.chart}
      h="100%"
      data={points.map(({ start, estimated, parts }) => ({ start, estimated, ...parts }))}
      dataKey="start"
      type="stacked"
      series={series.map(({ id, name, color }) => ({ name: id, label: name, color }))}
      barProps={({ name, color }) => ({
        isAnimationActive: false,
        // One stack: what is refunded hangs below the axis.
        stackId: 'cost',
        shape: (bar) => (
          <CostBar {...bar} color={color ?? rest} pattern={pattern} open={hrefs.get(name) ? () => open(name) : null} />
        ),
      })}
      gridAxis="x"
      strokeDasharray="0"
      tickLine="none"
      cursorFill="var(--hover)"
      barChartProps={{
        title,
        desc: 'The same figures are in the table below.',
        stackOffset: 'sign',
        margin: { top: 18, right: 4, left: 0 },
        barCategoryGap: points.length > 40 ? '8%' : points.length > 14 ? '12%' : '20%',
      }}
      yAxisProps={{
        width: 62,
        ticks,
        domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
        tickFormatter: (value: number) => formatMoneyRound(value, currency),
      }}
      xAxisProps={{
        tickFormatter: (start: string) => periodTick(start, monthly),
        minTickGap: 40,
        interval: 'preserveStart',
      }}
      tooltipProps={{
        isAnimationActive: false,
        content: ({ label }) => (
          <CostTooltip
            point={byStart.get(String(label))}
            series={series}
            marks={marks}
            currency={currency}
            monthly={monthly}
          />
        ),
      }}
      referenceLines={[...Map.groupBy(marks, ({ start }) => start)].map(([start, fixes]) => ({
        x: start,
        color: 'var(--recovered)',
        strokeDasharray: '2 3',
        label: {
          value: fixes.length > 1 ? `⚑ ${fixes.length}` : '⚑',
          position: 'insideTopLeft',
          offset: 6,
          className: classes.label ?? '',
          dy: -14,
          dx: -4,
        },
      }))}
    >
      {hatch(pattern)}
    </BarChart>
  );
}

/** The deepest stack below 0 and the highest above it. */
function extent(stacks: number[][]): [number, number] {
  const sums = (stack: number[], keep: (part: number) => boolean) =>
    stack.filter(keep).reduce((total, part) => total + part, 0);
  return [
    Math.min(0, ...stacks.map((stack) => sums(stack, (part) => part < 0))),
    Math.max(0, ...stacks.map((stack) => sums(stack, (part) => part > 0))),
  ];
}
