import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { keepLast } from '../kept.ts';
import { sampleReport } from '../sample.test-support.ts';
import { drawPicture } from './draw.ts';
import { themes } from './palette.ts';
import { dimensions, sizes } from './picture.ts';
import { pictured } from './pictured.test-support.ts';

/** How far apart two colours may be to be one, 0 to 1; and how many pixels may be further apart: fewer than a letter has. */
const TOLERANCE = { colour: 0.15, pixels: 30 };
/** A stored picture has only the colours that are most in it: a third of the bytes, and nearer than the tolerance. */
const COLOURS = 40;
const stored = path.join(import.meta.dirname, 'stored');
const renews = process.env.RENEW_PICTURES !== undefined;

/** The picture with each colour as the nearest of those that are most in it. */
function reduced(png: PNG): PNG {
  const colours = Array.from({ length: png.data.length / 4 }, (_, index) => png.data.readUInt32BE(index * 4));
  const counts = [...Map.groupBy(colours, (colour) => colour)].map(([colour, all]) => ({ colour, count: all.length }));
  const kept = counts.sort((a, b) => b.count - a.count || a.colour - b.colour).slice(0, COLOURS);
  const nearest = new Map(
    counts.map(({ colour }) => {
      const [best] = kept
        .map((other) => ({ ...other, far: distance(colour, other.colour) }))
        .sort((a, b) => a.far - b.far);
      return [colour, best?.colour ?? colour];
    }),
  );
  for (const [index, colour] of colours.entries()) png.data.writeUInt32BE(nearest.get(colour) ?? colour, index * 4);
  return png;
}

function distance(one: number, other: number): number {
  return [24, 16, 8].reduce((sum, shift) => sum + (((one >>> shift) & 255) - ((other >>> shift) & 255)) ** 2, 0);
}

describe.each(Object.entries(pictured))('a picture of a week: %s', (name, report) => {
  it.each(sizes.flatMap((size) => themes.map((theme) => [size, theme] as const)))(
    'is as it was looked at, %s and %s',
    async (size, theme) => {
      const drawn = PNG.sync.read(Buffer.from(await drawPicture(report, { theme, size, scale: 1 }).png()));
      const { width, height } = dimensions[size];
      const file = path.join(stored, `${name}-${size}-${theme}.png`);
      if (renews) {
        mkdirSync(stored, { recursive: true });
        writeFileSync(
          file,
          PNG.sync.write(reduced(drawn), { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 }),
        );
      }
      const known = PNG.sync.read(readFileSync(file));
      expect([drawn.width, drawn.height, known.width, known.height]).toEqual([width, height, width, height]);
      const difference = new PNG({ width, height });
      const pixels = pixelmatch(known.data, drawn.data, difference.data, width, height, {
        threshold: TOLERANCE.colour,
      });
      if (pixels > TOLERANCE.pixels)
        writeFileSync(file.replace(/\.png$/, '.difference.png'), PNG.sync.write(difference));
      expect(pixels, `${file} shows another picture; the difference is beside it`).toBeLessThanOrEqual(
        TOLERANCE.pixels,
      );
    },
    20_000,
  );
});

/** The types of a PNG's chunks, in their order (PNG 3rd edition, section 5.3). */
function chunksOf(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

it.each(sizes)('a picture carries no text, comment or date beside what it shows: %s', async (size) => {
  const report = sampleReport();
  for (const scale of [1, 2] as const) {
    const types = chunksOf(Buffer.from(await drawPicture(report, { theme: 'light', size, scale }).png()));
    expect(types).toEqual([
      'IHDR',
      ...types.filter((type) => type === 'pHYs'),
      ...types.filter((type) => type === 'IDAT'),
      'IEND',
    ]);
  }
});

it.each(sizes)('a picture is the same bytes when it is drawn anew from the same report: %s', async (size) => {
  const choice = { theme: 'dark', size, scale: 1 } as const;
  const one = drawPicture(sampleReport(), choice, keepLast(1));
  const again = drawPicture(structuredClone(sampleReport()), choice, keepLast(1));
  expect(again.tag).toBe(one.tag);
  expect(Buffer.from(await again.png()).equals(Buffer.from(await one.png()))).toBe(true);
});
