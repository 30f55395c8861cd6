import { describe, expect, it } from 'vitest';
import { maskReport } from '../mask.ts';
import type { Report } from '../report.ts';
import { sampleBucket, sampleReport } from '../sample.test-support.ts';
import { type PictureElement, scaled, textsIn } from './element.ts';
import { pictureFonts } from './fonts.ts';
import { palettes, themes } from './palette.ts';
import { dimensions, picture, sizes } from './picture.ts';
import { shortened, widthOf } from './text-width.ts';

const fonts = pictureFonts();
const waste = { monthlyUsd: 0, changeUsd: 0, changePercent: null, bytes: 0, uploads: 0, buckets: 0, atLeast: false };
const long = `${'very-long-name-of-a-bucket-'.repeat(3).slice(0, 62)}z`;
const odd: Record<string, Report> = {
  plain: sampleReport(),
  longNames: sampleReport({
    mostWasteful: [sampleBucket({ bucket: long, accountName: '이름이 아주 긴 계정 '.repeat(5) })],
  }),
  huge: sampleReport({ waste: { ...waste, monthlyUsd: 98_765_432, buckets: 9_999_999 } }),
  zero: sampleReport({ waste, mostWasteful: [], otherBuckets: { buckets: 0, monthlyUsd: 0 } }),
  firstWeek: sampleReport({ history: { series: [], days: [], marks: [] } }),
  noData: sampleReport({
    waste: null,
    readAt: null,
    mostWasteful: [],
    coverage: null,
    history: { series: [], days: [], marks: [] },
  }),
  masked: maskReport(sampleReport(), { accounts: 'hidden', buckets: 'hidden', amounts: 'hidden' }, 'x'.repeat(32)),
};

describe('picture', () => {
  for (const [name, report] of Object.entries(odd))
    it(`is whole and the same each time: ${name}`, () => {
      for (const size of sizes)
        for (const theme of themes) {
          const drawn = picture(report, { theme, size, scale: 1 }, fonts);
          expect(drawn.props.style).toMatchObject(dimensions[size]);
          expect(picture(structuredClone(report), { theme, size, scale: 1 }, fonts)).toEqual(drawn);
          const texts = textsIn(drawn).join(' ');
          expect(texts).toContain('Week 47');
          expect(texts).not.toMatch(/NaN|undefined|null|Infinity/);
          expect(JSON.stringify(drawn)).not.toMatch(/NaN|Infinity/);
        }
    });

  it('is twice as large at 2×, with the same words', () => {
    const [one, two] = ([1, 2] as const).map((scale) =>
      picture(sampleReport(), { theme: 'light', size: 'wide', scale }, fonts),
    );
    expect(two?.props.style).toMatchObject({ width: 2400, height: 1260 });
    expect(two && textsIn(two)).toEqual(one && textsIn(one));
  });

  it('names each bucket with the colour that it has in the chart', () => {
    const texts = textsIn(picture(sampleReport(), { theme: 'dark', size: 'square', scale: 1 }, fonts));
    expect(texts).toEqual(expect.arrayContaining(['athena-results-apne2', '$174', '58 other buckets', '$109']));
  });
});

/** Of WCAG 2.2, 1 to 21. */
function contrast(one: string, two: string): number {
  const light = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  return Math.max(light(one), light(two)) / Math.min(light(one), light(two));
}

it('the bands of the dark chart tell apart from each other and from the paper', () => {
  const { waste: bands, paper } = palettes.dark;
  const colours = [...bands, paper];
  for (const [index, colour] of bands.entries())
    expect(contrast(colour, colours[index + 1] ?? ''), colour).toBeGreaterThan(1.6);
});

describe('fonts', () => {
  it('have Latin and all of Hangul', () => {
    const text = 'Straybytes · 16–22 Nov — “$1,284” → … 가나다 힣 데이터 플랫폼';
    expect(fonts.drawable(text)).toBe(text);
  });

  it('have a box for what they do not have, so that nobody fetches a font for it', () => {
    expect(fonts.drawable('logs 🪣 データ العربية ⚑')).not.toMatch(/[🪣العربية⚑]/u);
    expect(fonts.drawable('👩‍👩‍👧\u200b\ufe0f')).toBe('□□□');
  });

  it('are the same array each time, by which a drawing keeps what it parsed', () => {
    expect(pictureFonts().fonts).toBe(fonts.fonts);
  });
});

describe('shortened', () => {
  it('keeps the beginning and the end', () => {
    expect(shortened('short', { font: 20, room: 500 })).toBe('short');
    const cut = shortened(long, { font: 20, room: 300 });
    expect(cut).toMatch(/^very-long.*….*z$/);
    expect(widthOf(cut, 20)).toBeLessThanOrEqual(300);
  });
});

it('scaled leaves alone what is no length', () => {
  const element: PictureElement = {
    type: 'div',
    key: null,
    props: { style: { fontSize: 10, fontWeight: 600, lineHeight: 1.2, flex: 1 }, children: 'x' },
  };
  expect(scaled(element, 2).props.style).toEqual({ fontSize: 20, fontWeight: 600, lineHeight: 1.2, flex: 1 });
});
