import { formatCount } from '#lib/money/format.ts';
import { moneyTicks } from '#lib/money/money-ticks.ts';
import { lookedRuns } from '../history.ts';
import type { Report } from '../report.ts';
import { dayText } from '../report-words.ts';
import { box, column, drawing, type PictureElement, text } from './element.ts';
import { fixed, flagShape, flagsOf, NAME } from './flags.ts';
import type { Palette } from './palette.ts';
import { widthOf } from './text-width.ts';

/** Of a day's width. */
const BAR = 0.7;

export type ChartPlace = { width: number; height: number; font: number };

/** The stacked history with its axes and a flag where a fix was applied; the labels are text, the rest is one SVG. */
export function chart({
  report,
  palette,
  place,
}: {
  report: Report;
  palette: Palette;
  place: ChartPlace;
}): PictureElement {
  const { days, marks } = report.history;
  const { width, height, font } = place;
  const highest = Math.max(0, ...days.map(({ parts }) => sumOf(parts)));
  const ticks = moneyTicks(0, highest === 0 ? 1 : highest);
  const top = ticks.at(-1) ?? 1;
  const labels = ticks.map((tick) => tickText(report, tick, top));
  const left =
    Math.ceil(Math.max(0, ...labels.map((label) => widthOf(label, font)))) +
    (report.masked.amounts === 'hidden' ? 0 : 14);
  const [above, below] = [marks.length > 0 ? font * 1.7 : font * 0.6, font * 1.9];
  const plot = { left, top: above, width: width - left, height: height - above - below };
  const x = (index: number) => plot.left + (plot.width * index) / Math.max(1, days.length - 1);
  const y = (value: number) => plot.top + plot.height * (1 - value / top);
  const flags = flagsOf(report, { x, font, right: width });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...ticks.map((tick) => line({ from: [plot.left, y(tick)], to: [width, y(tick)], color: palette.line, width: 1.5 })),
    ...areas(report, { x, y, palette }),
    ...gaps(report, { x, y, palette }),
    ...flags.map((flag) => flagShape(flag, { top: plot.top, bottom: y(0), font, palette })),
    '</svg>',
  ].join('');
  return box(
    { position: 'relative', width, height },
    drawing(svg, { width, height, style: { position: 'absolute', left: 0, top: 0 } }),
    ...(report.masked.amounts === 'hidden' ? [] : ticks).map((tick, index) =>
      box(
        { position: 'absolute', left: 0, top: y(tick) - font * 0.7, width: plot.left - 14, justifyContent: 'flex-end' },
        text({ fontSize: font, color: palette.quiet }, labels[index] ?? ''),
      ),
    ),
    ...dates(report, { x, font, right: width }).map(({ label, at }) =>
      text({ position: 'absolute', left: at, top: height - font * 1.45, fontSize: font, color: palette.quiet }, label),
    ),
    ...flags.flatMap(({ name }) =>
      name === null
        ? []
        : [
            text(
              {
                position: 'absolute',
                left: name.left,
                top: font * 0.06,
                fontSize: font * NAME,
                color: palette.recovered,
                fontWeight: 600,
              },
              name.label,
            ),
          ],
    ),
  );
}

/** The chart under what it shows, in words. */
export function titled(
  title: string,
  unit: string,
  { palette, font, width }: { palette: Palette; font: number; width: number },
  figure: PictureElement,
) {
  return column(
    { gap: font * 0.5 },
    column(
      { gap: 2 },
      text({ width, whiteSpace: 'normal', fontSize: font, fontWeight: 600, color: palette.ink }, title),
      unit === '' ? null : text({ fontSize: font * 0.86, color: palette.quiet }, unit),
    ),
    figure,
  );
}

type Scales = { x: (index: number) => number; y: (value: number) => number };

/**
 * The largest lies on top, what is in no series at the ground, with a fine line of paper between them; without series
 * that is all of the waste, and has its first colour. Of days on which nobody looked there is none.
 */
function areas(report: Report, { x, y, palette }: Scales & { palette: Palette }): string[] {
  const { days, series } = report.history;
  if (days.length < 2) return [];
  const runs = lookedRuns(days);
  return Array.from({ length: series.length + 1 }, (_, index) => {
    const isRest = index === series.length && index > 0;
    const color = isRest ? palette.waste[3] : (palette.waste[index] ?? palette.waste[3]);
    const edges = runs.map((run) => {
      const points = run.length > 1 ? run : barOf(run[0] ?? 0, days.length);
      const edge = (from: number) =>
        points.map((day) => {
          const parts = days[run.length > 1 ? day : (run[0] ?? 0)]?.parts ?? [];
          return `${fixed(x(day))} ${fixed(y(sumOf(parts.slice(from))))}`;
        });
      return {
        upper: edge(index).join('L'),
        lower: edge(index + 1)
          .reverse()
          .join('L'),
      };
    });
    const area = `<path d="${edges.map(({ upper, lower }) => `M${upper}L${lower}Z`).join('')}" fill="${color}"/>`;
    if (index === 0) return area;
    const seam = edges.map(({ upper }) => `M${upper}`).join('');
    return `${area}<path d="${seam}" stroke="${palette.paper}" stroke-width="2" fill="none"/>`;
  });
}

/** A day that was looked at between two that were not, as a bar of most of its width; at an edge inwards. */
function barOf(day: number, days: number): number[] {
  const from = Math.min(Math.max(0, day - BAR / 2), days - 1 - BAR);
  return [from, from + BAR];
}

/** A broken line on the ground where nobody looked. */
function gaps(report: Report, { x, y, palette }: Scales & { palette: Palette }): string[] {
  const runs = lookedRuns(report.history.days);
  const lines = runs
    .slice(1)
    .map((run, index) => `M${fixed(x(runs[index]?.at(-1) ?? 0))} ${fixed(y(0))}H${fixed(x(run[0] ?? 0))}`);
  if (lines.length === 0) return [];
  return [
    `<path d="${lines.join('')}" stroke="${palette.quiet}" stroke-width="3" stroke-dasharray="4 5" fill="none"/>`,
  ];
}

function tickText({ masked }: Report, tick: number, top: number): string {
  if (masked.amounts === 'hidden') return '';
  if (masked.amounts === 'alias') return `${formatCount(tick)} %`;
  if (top >= 1_000_000) return `$${trimmed(tick / 1_000_000)}M`;
  if (top >= 10_000) return `$${trimmed(tick / 1000)}k`;
  return `$${tick.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: 2 })}`;
}

/** Round days from the first on, as many as find room, none behind the right edge. */
function dates(report: Report, { x, font, right }: { x: (index: number) => number; font: number; right: number }) {
  const { days } = report.history;
  const room = Math.max(1, Math.floor(right / (font * 7.5)));
  const step = Math.max(7, Math.ceil(days.length / room / 7) * 7);
  return days.flatMap(({ day }, index) => {
    const label = dayText(day);
    const at = x(index);
    return index % step === 0 && at + widthOf(label, font) <= right ? [{ label, at }] : [];
  });
}

type Point = [number, number];

function line({ from, to, color, width }: { from: Point; to: Point; color: string; width: number }): string {
  const [x1, y1, x2, y2] = [...from, ...to].map(fixed);
  return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${color}" stroke-width="${width}" fill="none"/>`;
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function trimmed(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}
