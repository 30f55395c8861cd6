import { weekDays, weekName } from '../iso-week.ts';
import type { Report } from '../report.ts';
import {
  amountText,
  billText,
  changeText,
  counted,
  coverageText,
  dayText,
  headline,
  nameOf,
  type Piece,
  unseenText,
  wasLookedAt,
  weekOfReport,
} from '../report-words.ts';
import { box, column, drawing, type PictureElement, text } from './element.ts';
import type { Palette } from './palette.ts';
import { linesOf, shortened, widthOf } from './text-width.ts';

const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><clipPath id="a"><rect width="20" height="20" rx="5.5"/></clipPath><g clip-path="url(#a)"><rect width="20" height="20" fill="#d97706"/><path d="M10 0h10v9H8z" fill="#f7d7a8"/><path d="M8.6 20 11 9h9v11z" fill="#0f8f78"/></g></svg>';

/** Who tells it, and of which week. */
export function head({ week }: Report, { palette, font }: { palette: Palette; font: number }): PictureElement {
  const name = weekOfReport(week);
  return box(
    { justifyContent: 'space-between', alignItems: 'center', width: '100%' },
    box(
      { alignItems: 'center', gap: font * 0.45 },
      drawing(mark, { width: font, height: font }),
      text({ fontSize: font, fontWeight: 600 }, 'Straybytes'),
    ),
    text({ fontSize: font, color: palette.quiet }, `${weekName(name)} · ${weekDays(name)}`),
  );
}

/** The sentence of the week, as large as it can be in so many lines. */
export function sentence(
  report: Report,
  { palette, width, lines, sizes }: { palette: Palette; width: number; lines: number; sizes: readonly number[] },
): PictureElement {
  const pieces = headline(report);
  const words = pieces.map(({ text: own }) => own).join('');
  const size = sizes.find((font) => linesOf(words, { font: font * 1.02, width }) <= lines) ?? sizes.at(-1) ?? 40;
  return box(
    { flexWrap: 'wrap', width, fontSize: size, fontWeight: 600, lineHeight: 1.16, letterSpacing: '-0.025em' },
    ...wordsOf(pieces).map(({ text: word, tone, spaced }) =>
      text({ color: colorOf(tone, palette), marginRight: spaced ? size * 0.24 : 0 }, word),
    ),
  );
}

/** Where the waste is, each with the colour that it has in the chart. */
export function bucketList(
  report: Report,
  place: { palette: Palette; width: number; rows: number; font: number; gap: number; detailed?: boolean },
): PictureElement {
  const { palette, width, rows, font, gap, detailed = false } = place;
  const shown = report.mostWasteful.slice(0, rows);
  const hidden = report.mostWasteful.slice(rows);
  const count = report.otherBuckets.buckets + hidden.length;
  const rest = sumOf([report.otherBuckets.monthlyUsd, ...hidden.map(({ monthlyUsd }) => monthlyUsd)]);
  const row = (
    color: string | null,
    name: string,
    amount: string | null,
    style: { quiet?: boolean; detail?: string } = {},
  ) => {
    const room = width - font * 1.1 - widthOf(amount ?? '', font * 1.08) - font * 0.8;
    return box(
      {
        alignItems: 'center',
        justifyContent: 'space-between',
        width,
        padding: `${gap}px 0`,
        borderBottom: `1px solid ${palette.line}`,
      },
      box(
        { alignItems: 'center', gap: font * 0.5 },
        box({
          width: font * 0.6,
          height: font * 0.6,
          borderRadius: font * 0.15,
          backgroundColor: color ?? 'transparent',
        }),
        column(
          { gap: 2 },
          text({ fontSize: font, color: style.quiet ? palette.quiet : palette.ink }, shortened(name, { font, room })),
          style.detail
            ? text(
                { fontSize: font * 0.74, color: palette.quiet },
                shortened(style.detail, { font: font * 0.74, room }),
              )
            : null,
        ),
      ),
      amount === null ? null : text({ fontSize: font, fontWeight: 600 }, amount),
    );
  };
  return column(
    { width },
    ...shown.map((bucket, index) =>
      row(
        index < report.history.series.length ? (palette.waste[index] ?? null) : palette.waste[3],
        nameOf(bucket),
        amountText(report, bucket.monthlyUsd),
        {
          ...(detailed && { detail: detailOf(bucket) }),
        },
      ),
    ),
    count > 0 && row(palette.waste[3], `${counted(count, 'other bucket')}`, amountText(report, rest), { quiet: true }),
  );
}

/** One line for the foot: how much of the estate is protected, what could not be seen, and when somebody looked. */
export function foot(report: Report): { left: string; right: string } {
  const unseen = unseenText(report);
  const parts = [coverageText(report), unseen && `${unseen} could not be read`].filter((part) => part !== null);
  const { readAt } = report;
  const looked =
    readAt === null
      ? ''
      : `${wasLookedAt(report) ? 'Looked' : 'Last looked'} ${dayText(readAt)}, ${readAt.slice(11, 16)} UTC`;
  return { left: parts.join(' · '), right: looked };
}

/** Further figures, each with its name above it. */
export function figures(report: Report): { name: string; value: string; detail: string; tone?: Piece['tone'] }[] {
  const { sinceStart } = report.recovered;
  const { spend, budget, fixes } = report;
  const back = amountText(report, sinceStart.bookedUsd);
  const expected = amountText(report, sinceStart.expectedUsd);
  const spent = spend && billText(spend.amount, spend.currency);
  const limit = budget && billText(budget.limit, budget.currency);
  const since = sinceStart.since === null ? '' : ` since ${dayText(sinceStart.since)}`;
  return [
    ...(back === null
      ? []
      : [
          {
            name: `Recovered${since}`,
            value: back,
            detail: expected === null || expected === '$0' ? 'a month, measured' : `and ${expected} expected`,
            tone: 'recovered' as const,
          },
        ]),
    ...(spent === null || spend === null
      ? []
      : [
          {
            name: 'AWS bill of the week',
            value: spent,
            detail: [changeText(spend.changePercent), spend.estimated ? 'estimated' : ''].filter(Boolean).join(', '),
          },
        ]),
    ...(limit === null || budget === null || budget.usedPercent === null
      ? []
      : [
          {
            name: `Budget of ${limit}`,
            value: `${Math.round(budget.usedPercent)} %`,
            detail: `used on ${dayText(budget.readAt)}`,
          },
        ]),
    {
      name: 'Fixes this week',
      value: String(fixes.applied.length),
      detail: `${fixes.proved.length} proved${fixes.returned.length > 0 ? `, ${fixes.returned.length} came back` : ''}`,
    },
  ];
}

/** Figures side by side. */
export function figureRow(
  report: Report,
  { palette, font, count }: { palette: Palette; font: number; count: number },
): PictureElement {
  return box(
    { width: '100%', gap: font },
    ...figures(report)
      .slice(0, count)
      .map(({ name, value, detail, tone }) =>
        column(
          { flex: 1, gap: font * 0.15 },
          text({ fontSize: font * 0.8, color: palette.quiet }, name),
          text(
            { fontSize: font * 1.7, fontWeight: 600, color: colorOf(tone, palette), letterSpacing: '-0.02em' },
            value,
          ),
          text({ fontSize: font * 0.8, color: palette.quiet }, detail),
        ),
      ),
  );
}

function detailOf({ accountName, likelyCause }: Report['mostWasteful'][number]): string {
  return [accountName, likelyCause && `likely ${likelyCause.label}`].filter(Boolean).join(' · ');
}

/** Words that wrap one by one; the tone of a piece stays with its words, and a full stop with the word before it. */
function wordsOf(pieces: readonly Piece[]): (Piece & { spaced: boolean })[] {
  return pieces.flatMap(({ text: own, tone }, index) => {
    const words = own.split(' ').filter(Boolean);
    const goesOn = own.endsWith(' ') || (pieces[index + 1]?.text.startsWith(' ') ?? false);
    return words.map((word, at) => ({ text: word, ...(tone && { tone }), spaced: at < words.length - 1 || goesOn }));
  });
}

function colorOf(tone: Piece['tone'], palette: Palette): string {
  if (tone === undefined) return palette.ink;
  return tone === 'waste' ? palette.wasteText : palette.recovered;
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
