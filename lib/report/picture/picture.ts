import type { Report } from '../report.ts';
import { headline, historyFinding, nextStep } from '../report-words.ts';
import { chart, titled } from './chart.ts';
import { box, column, type PictureElement, scaled, text, withTexts } from './element.ts';
import { FONT, type PictureFonts } from './fonts.ts';
import { type Palette, palettes, type Theme } from './palette.ts';
import { bucketList, figureRow, foot, head, sentence } from './parts.ts';
import { shortened } from './text-width.ts';

export const sizes = ['wide', 'square', 'story'] as const;
export type PictureSize = (typeof sizes)[number];

/** Pixels at 1×: of link previews, of feeds, of stories. */
export const dimensions: Record<PictureSize, { width: number; height: number }> = {
  wide: { width: 1200, height: 630 },
  square: { width: 1080, height: 1080 },
  story: { width: 1080, height: 1920 },
};

export type PictureChoice = { theme: Theme; size: PictureSize; scale: 1 | 2 };

/** The week's picture as elements, each text in characters that the fonts have. The same report makes the same picture. */
export function picture(
  report: Report,
  { theme, size, scale }: PictureChoice,
  { drawable }: Pick<PictureFonts, 'drawable'>,
): PictureElement {
  const palette = palettes[theme];
  const { width, height } = dimensions[size];
  const whole = column(
    {
      width,
      height,
      padding: size === 'wide' ? '44px 56px 36px' : '64px',
      backgroundColor: palette.paper,
      color: palette.ink,
      fontFamily: FONT,
      letterSpacing: '-0.01em',
      justifyContent: 'space-between',
    },
    ...layouts[size](report, palette),
  );
  return scaled(withTexts(whole, drawable), scale);
}

/** What the picture says, for those who cannot see it. */
export function pictureDescription(report: Report): string {
  const said = headline(report)
    .map(({ text: own }) => own)
    .join('');
  return `${said} ${historyFinding(report)}.`;
}

const layouts: Record<PictureSize, (report: Report, palette: Palette) => PictureElement[]> = {
  wide: (report, palette) => {
    const width = 1088;
    return [
      head(report, { palette, font: 27 }),
      sentence(report, { palette, width, lines: 2, sizes: [66, 60, 54, 48, 42] }),
      hasHistory(report)
        ? box(
            { width, justifyContent: 'space-between', alignItems: 'flex-end' },
            chart({ report, palette, place: { width: 620, height: 290, font: 22 } }),
            bucketList(report, { palette, width: 420, rows: 3, font: 27, gap: 13 }),
          )
        : nothingToShow(report, { palette, width, font: 30 }),
      footer(report, { palette, width, font: 22 }),
    ];
  },
  square: (report, palette) => {
    const width = 952;
    return [
      head(report, { palette, font: 32 }),
      sentence(report, { palette, width, lines: 3, sizes: [64, 60, 56, 52, 46] }),
      hasHistory(report)
        ? chart({ report, palette, place: { width, height: 300, font: 26 } })
        : nothingToShow(report, { palette, width, font: 34 }),
      report.mostWasteful.length > 0 ? bucketList(report, { palette, width, rows: 3, font: 31, gap: 13 }) : null,
      footer(report, { palette, width, font: 25 }),
    ].filter((part) => part !== null);
  },
  story: (report, palette) => {
    const width = 952;
    return [
      head(report, { palette, font: 34 }),
      sentence(report, { palette, width, lines: 4, sizes: [78, 72, 66, 60, 54] }),
      hasHistory(report)
        ? titled(
            historyFinding(report),
            unitOf(report),
            { palette, font: 32 },
            chart({ report, palette, place: { width, height: 400, font: 28 } }),
          )
        : nothingToShow(report, { palette, width, font: 36 }),
      report.mostWasteful.length > 0
        ? bucketList(report, { palette, width, rows: 4, font: 33, gap: 11, detailed: true })
        : null,
      figureRow(report, { palette, font: 30, count: 3 }),
      text({ width, whiteSpace: 'normal', fontSize: 30, lineHeight: 1.35 }, `Next: ${nextStep(report)}`),
      footer(report, { palette, width, font: 26 }),
    ].filter((part) => part !== null);
  },
};

function hasHistory({ history }: Report): boolean {
  return history.days.length > 1;
}

export function unitOf({ masked }: Report): string {
  if (masked.amounts === 'hidden') return '';
  return masked.amounts === 'alias' ? 'Per cent of this week’s end' : 'USD a month in incomplete uploads';
}

/** In the first week, or before it, there is no history: what to do stands there instead. */
function nothingToShow(
  report: Report,
  { palette, width, font }: { palette: Palette; width: number; font: number },
): PictureElement {
  return column(
    { width, gap: font },
    text({ width, whiteSpace: 'normal', fontSize: font, lineHeight: 1.4, color: palette.quiet }, nextStep(report)),
    report.mostWasteful.length > 0 ? bucketList(report, { palette, width, rows: 3, font, gap: 12 }) : null,
  );
}

function footer(
  report: Report,
  { palette, width, font }: { palette: Palette; width: number; font: number },
): PictureElement {
  const { left, right } = foot(report);
  const style = { fontSize: font, color: palette.quiet };
  const wide = width - font * 15;
  // Where one line is too short for both, they stand on two.
  return shortened(left, { font, room: wide }) === left
    ? box({ width, justifyContent: 'space-between' }, text(style, left), text(style, right))
    : column({ width, gap: 4 }, text(style, shortened(left, { font, room: width })), text(style, right));
}
