import type { Report } from '../report.ts';
import type { Palette } from './palette.ts';
import { shortened, widthOf } from './text-width.ts';

/** Of the size of the other labels: names of buckets are long. */
export const NAME = 0.88;
/** A name of which less would be left is left out. */
const LEAST_LETTERS = 6;
/** Of the size of the labels: the cloth, and the cloth with the space before its name. */
const [CLOTH, FLAG] = [0.775, 1.1];

/** Pixels from the left of the chart; it flies to the right (1) or to the left (-1), where its name stands, if there is room. */
export type PictureFlag = { at: number; way: 1 | -1; name: { left: number; label: string } | null };

/**
 * Fixes of one day share a flag. It flies to the right, or to the left where the edge or another is too near for
 * its name; the newest have their names first.
 */
export function flagsOf(
  { history: { days, marks } }: Report,
  { x, font, right }: { x: (index: number) => number; font: number; right: number },
): PictureFlag[] {
  const flags = [...Map.groupBy(marks, ({ day }) => day)]
    .flatMap(([day, fixes]) => {
      const index = days.findIndex((known) => known.day === day);
      return index < 0 ? [] : [{ at: x(index), fixes }];
    })
    .toSorted((a, b) => a.at - b.at);
  let free = right;
  return flags
    .toReversed()
    .map(({ at, fixes }, index, all) => {
      const whole = fixes.length > 1 ? `${fixes.length} fixes` : (fixes[0]?.bucket ?? 'Fix');
      const edge = all[index + 1]?.at;
      const [from, to] = [at + font * FLAG, at - font * FLAG];
      const after = labelOf(whole, { font, room: free - font * 0.3 - from });
      const before = after ?? labelOf(whole, { font, room: to - (edge === undefined ? 0 : edge + font * FLAG) });
      const turns = after === null && (before !== null || at + font * CLOTH > right);
      const left = turns ? to - widthOf(before ?? '', font * NAME) : from;
      free = turns ? left : at;
      return { at, way: turns ? -1 : 1, name: before === null ? null : { left, label: before } } satisfies PictureFlag;
    })
    .toReversed();
}

function labelOf(name: string, { font, room }: { font: number; room: number }): string | null {
  const label = shortened(name, { font: font * NAME, room });
  return widthOf(label, font * NAME) > room || label.length < Math.min(LEAST_LETTERS, name.length) ? null : label;
}

/** The pole down to the ground, with the cloth where there is room for it above the chart. */
export function flagShape(
  { at, way }: PictureFlag,
  { top, bottom, font, palette }: { top: number; bottom: number; font: number; palette: Palette },
): string {
  const [x, high, size] = [at, font * 0.32, font * 0.62];
  const pole = `<path d="M${fixed(x)} ${fixed(high)}V${fixed(bottom)}" stroke="${palette.recovered}" stroke-width="2" stroke-dasharray="3 4" fill="none"/>`;
  const cloth = `<path d="M${fixed(x)} ${fixed(high)}h${fixed(way * font * CLOTH)}l${fixed(-way * size * 0.35)} ${fixed(size / 2)}l${fixed(way * size * 0.35)} ${fixed(size / 2)}h${fixed(-way * font * CLOTH)}Z" fill="${palette.recovered}"/>`;
  return top > font ? pole + cloth : pole;
}

/** Pixels as an SVG tells them, to a tenth. */
export function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
