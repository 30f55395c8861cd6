import { weekName } from '../iso-week.ts';
import { localDayText } from '../local-time.ts';
import type { Report } from '../report.ts';
import { changeText, dayText, type Piece, weekOfReport } from '../report-words.ts';
import { amount, bill } from './amount.ts';
import { box, column, type PictureElement, text } from './element.ts';
import { colorOf, type Palette } from './palette.ts';

/** Further figures, each with its name above it. */
export function figures(report: Report): { name: string; value: string; detail: string; tone?: Piece['tone'] }[] {
  const { sinceStart } = report.recovered;
  const { spend, budget, fixes } = report;
  const back = amount(report, sinceStart.bookedUsd);
  const expected = amount(report, sinceStart.expectedUsd);
  const spent = spend && bill(spend.amount, spend.currency);
  const limit = budget && bill(budget.limit, budget.currency);
  const since = sinceStart.since === null ? '' : ` since ${localDayText(report, sinceStart.since)}`;
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
      ? pendingBill(report)
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
            detail: `used on ${localDayText(report, budget.readAt)}`,
          },
        ]),
    {
      name: 'Fixes this week',
      value: String(fixes.applied.length),
      detail: `${fixes.proved.length} proved${fixes.returned.length > 0 ? `, ${fixes.returned.length} came back` : ''}`,
    },
  ];
}

/** Of a bill that is not known yet, that it is not, beside the last one that is. */
function pendingBill(report: Report): ReturnType<typeof figures> {
  const { bill: pending, week } = report;
  if (!pending) return [];
  const from = dayText(pending.knownFrom);
  const last = pending.lastKnown;
  const amount = last && bill(last.amount, last.currency);
  if (!last || !amount) return [{ name: 'AWS bill of the week', value: 'Not known', detail: `known from ${from}` }];
  const [name, own] = [last.week, week].map((one) => weekName(weekOfReport(one)).toLowerCase());
  return [{ name: `AWS bill of ${name}`, value: amount, detail: `${own}: from ${from}` }];
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
