import type { Report } from '../report.ts';
import { nameOf } from '../report-words.ts';
import { amount as amountOf, count as countOf } from './amount.ts';
import { box, column, type PictureElement, text } from './element.ts';
import type { Palette } from './palette.ts';
import { shortened, widthOf } from './text-width.ts';

/** Of the size of a bucket's name. */
const SMALL = 0.74;
/** Of so many it is told who likely left them: each letter takes a fifth of a millisecond. */
const CAUSED = 2;

/** Where the waste is, each with the colour that it has in the chart. */
export function bucketList(
  report: Report,
  place: { palette: Palette; width: number; rows: number; font: number; gap: number; detailed?: boolean },
): PictureElement {
  const { palette, width, rows, font, gap, detailed = false } = place;
  const shown = report.mostWasteful.slice(0, rows);
  const hidden = report.mostWasteful.slice(rows);
  const count = (report.otherBuckets.buckets ?? 0) + hidden.length;
  const rest = sumOf([report.otherBuckets.monthlyUsd, ...hidden.map(({ monthlyUsd }) => monthlyUsd)]);
  const row = (
    color: string | null,
    name: string,
    amount: string | null,
    style: { quiet?: boolean; detail?: (place: { font: number; room: number }) => string } = {},
  ) => {
    const room = width - font * 1.1 - widthOf(amount ?? '', font) - font * 0.8;
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
            ? text({ fontSize: font * SMALL, color: palette.quiet }, style.detail({ font: font * SMALL, room }))
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
        amountOf(report, bucket.monthlyUsd),
        { ...(detailed && { detail: (place) => detailOf(bucket, { ...place, caused: index < CAUSED }) }) },
      ),
    ),
    count > 0 &&
      row(palette.waste[3], `${countOf(count)} other bucket${count === 1 ? '' : 's'}`, amountOf(report, rest), {
        quiet: true,
      }),
  );
}

/** Whose it is, and who likely left it. A long name of an account leaves room for who likely left the bytes. */
function detailOf(
  { accountName, likelyCause }: Report['mostWasteful'][number],
  { font, room, caused }: { font: number; room: number; caused: boolean },
): string {
  const cause = caused && likelyCause ? `likely ${likelyCause.label}` : '';
  const left = cause === '' ? room : room - widthOf(` · ${cause}`, font);
  const owner = accountName === null ? '' : shortened(accountName, { font, room: Math.max(left, room / 3) });
  return shortened([owner, cause].filter((part) => part !== '').join(' · '), { font, room });
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
