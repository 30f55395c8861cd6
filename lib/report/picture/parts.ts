import { weekDays, weekName } from '../iso-week.ts';
import { localTimeText } from '../local-time.ts';
import type { Report } from '../report.ts';
import {
  coverageText,
  headline,
  type Piece,
  unlookedLegend,
  unseenText,
  wasLookedAt,
  weekOfReport,
} from '../report-words.ts';
import { box, column, drawing, type PictureElement, text } from './element.ts';
import { colorOf, type Palette } from './palette.ts';
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
  const size = sizes.find((font) => linesOf(words, { font, width }) <= lines) ?? sizes.at(-1) ?? 40;
  return box(
    { flexWrap: 'wrap', width, fontSize: size, fontWeight: 600, lineHeight: 1.16, letterSpacing: '-0.025em' },
    ...wordsOf(pieces).map(({ text: word, tone, spaced }) =>
      text({ color: colorOf(tone, palette), marginRight: spaced ? size * 0.24 : 0 }, word),
    ),
  );
}

/** How much of the estate is protected, what could not be seen or nobody looked at, and when somebody looked: on one line, or on two. */
export function foot(
  report: Report,
  { palette, width, font }: { palette: Palette; width: number; font: number },
): PictureElement {
  const unread = unseenText(report);
  const gaps = report.history.days.length > 1 ? unlookedLegend(report) : null;
  const covered = coverageText(report);
  const unseen = [unread && `${unread} could not be read`, gaps].filter(Boolean).join(' · ');
  const { readAt } = report;
  const looked =
    readAt !== null && `${wasLookedAt(report) ? 'Looked' : 'Last looked'} ${localTimeText(report, readAt)}`;
  const line = (left: string, right: string | false) => {
    const room = right ? width - widthOf(right, font) - font : width;
    const [one, other] = [shortened(left, { font, room }), right || ''];
    const style = { fontSize: font, color: palette.quiet };
    return box({ width, justifyContent: 'space-between' }, text(style, one), text(style, other));
  };
  const whole = [covered, unseen].filter(Boolean).join(' · ');
  const fits = widthOf(`${whole}${looked || ''}`, font) <= width - font;
  if (fits) return line(whole, looked);
  const [first, second] = covered && unseen ? [line(covered, looked), unseen] : [line(whole, false), looked || ''];
  return column({ width, gap: font * 0.2 }, first, line(second, false));
}

/** Words that wrap one by one; the tone of a piece stays with its words, and a full stop with the word before it. */
function wordsOf(pieces: readonly Piece[]): (Piece & { spaced: boolean })[] {
  return pieces.flatMap(({ text: own, tone }, index) => {
    const words = own.split(' ').filter(Boolean);
    const goesOn = own.endsWith(' ') || (pieces[index + 1]?.text.startsWith(' ') ?? false);
    return words.map((word, at) => ({ text: word, ...(tone && { tone }), spaced: at < words.length - 1 || goesOn }));
  });
}
