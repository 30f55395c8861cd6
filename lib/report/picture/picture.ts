import type { Report } from '../report.ts';
import { headline, historyFinding, nextStep, unlookedText } from '../report-words.ts';
import { bucketList } from './bucket-list.ts';
import { chart, titled } from './chart.ts';
import { box, column, type PictureElement, scaled, text, withTexts } from './element.ts';
import { figureRow } from './figures.ts';
import { FONT, type PictureFonts } from './fonts.ts';
import { type Palette, palettes, type Theme } from './palette.ts';
import { foot, head, sentence } from './parts.ts';

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
    ...layouts[size](report, palette).filter((part) => part !== null),
  );
  return scaled(withTexts(whole, drawable), scale);
}

/** What the picture says, for those who cannot see it. */
export function pictureDescription(report: Report): string {
  const said = headline(report)
    .map(({ text: own }) => own)
    .join('');
  const unlooked = unlookedText(report);
  return `${said} ${historyFinding(report)}${unlooked === null ? '' : `; ${unlooked}`}.`;
}

type Layout = (report: Report, palette: Palette) => (PictureElement | null)[];

const layouts: Record<PictureSize, Layout> = {
  wide: (report, palette) => {
    const width = 1088;
    const large = hasHistory(report) || !hasBuckets(report) ? [66] : [];
    const said = sentence(report, { palette, width, lines: 2, sizes: [...large, 60, 54, 48, 42] });
    const list = (own: number, gap: number) => bucketList(report, { palette, width: own, rows: 3, font: 28, gap });
    const figure = (own: number) => chart({ report, palette, place: { width: own, height: 270, font: 24 } });
    return [
      head(report, { palette, font: 28 }),
      ...(hasHistory(report)
        ? [
            said,
            hasBuckets(report)
              ? box(
                  { width, justifyContent: 'space-between', alignItems: 'flex-end' },
                  figure(620),
                  box({ paddingBottom: 22 }, list(420, 12)),
                )
              : figure(width),
          ]
        : hasBuckets(report)
          ? [said, next(report, { palette, width, font: 28 }), list(width, 6)]
          : [column({ width, gap: 30 }, said, next(report, { palette, width, font: 30 }))]),
      foot(report, { palette, width, font: 24 }),
    ];
  },
  square: (report, palette) => {
    const width = 952;
    const said = sentence(report, { palette, width, lines: 3, sizes: [62, 58, 54, 50, 46] });
    const list = bucketList(report, { palette, width, rows: 3, font: 33, gap: 10 });
    return [
      head(report, { palette, font: 34 }),
      ...(hasHistory(report)
        ? [
            said,
            chart({ report, palette, place: { width, height: hasBuckets(report) ? 280 : 520, font: 28 } }),
            hasBuckets(report) ? list : null,
          ]
        : hasBuckets(report)
          ? [said, next(report, { palette, width, font: 34 }), list]
          : [column({ width, gap: 40 }, said, next(report, { palette, width, font: 36 }))]),
      foot(report, { palette, width, font: 28 }),
    ];
  },
  story: (report, palette) => {
    const width = 952;
    const said = sentence(report, { palette, width, lines: 3, sizes: [80, 74, 68, 62, 58] });
    const list = bucketList(report, { palette, width, rows: 4, font: 36, gap: 12, detailed: true });
    const height = hasBuckets(report) ? 430 : 720;
    return [
      head(report, { palette, font: 36 }),
      ...(report.readAt === null
        ? [column({ width, gap: 60 }, said, next(report, { palette, width, font: 40 }))]
        : [
            said,
            hasHistory(report)
              ? titled(
                  historyFinding(report),
                  unitOf(report),
                  { palette, font: 34, width },
                  chart({ report, palette, place: { width, height, font: 30 } }),
                )
              : null,
            hasBuckets(report) ? list : null,
            figureRow(report, { palette, font: 34, count: 3 }),
            next(report, { palette, width, font: 33 }),
          ]),
      foot(report, { palette, width, font: 29 }),
    ];
  },
};

function hasHistory({ history }: Report): boolean {
  return history.days.length > 1;
}

function hasBuckets({ mostWasteful }: Report): boolean {
  return mostWasteful.length > 0;
}

export function unitOf({ masked }: Report): string {
  if (masked.amounts === 'hidden') return '';
  return masked.amounts === 'alias' ? 'Per cent of this week’s end' : 'USD a month in incomplete uploads';
}

/** What to do, in place of a history or beside it. */
function next(
  report: Report,
  { palette, width, font }: { palette: Palette; width: number; font: number },
): PictureElement {
  const style = { width, whiteSpace: 'normal', textWrap: 'balance', fontSize: font, lineHeight: 1.35 };
  return text({ ...style, color: palette.quiet }, `Next: ${nextStep(report)}`);
}
