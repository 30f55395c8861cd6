import { cameBackOf } from './came-back.ts';
import { weekDays, weekName } from './iso-week.ts';
import { fixesText, unseenWords } from './known-words.ts';
import { localTimeText } from './local-time.ts';
import { pictureDescription } from './picture/picture.ts';
import type { Report } from './report.ts';
import * as words from './report-words.ts';

/** A report in a few words, for those who read it elsewhere: a shared page, a mail, a message. */
export type ReportSummary = {
  /** "Week 47, 16–22 Nov 2026" */
  title: string;
  headline: words.Piece[];
  next: string;
  description: string;
  facts: { label: string; value: string }[];
  buckets: { name: string; owner: string; amount: string; cause: string; protection: string }[];
  /** "Read on 22 Nov, 18:00 UTC"; null: nothing was ever read. */
  read: string | null;
};

/** Of guardrails and fixes; a message is no list. */
const NAMED = 3;

const protections: Record<string, string> = {
  full: 'Protected',
  partial: 'Partly',
  disabled: 'Rule disabled',
  none: 'None',
};

export function summaryOf(report: Report): ReportSummary {
  const { recovered, readAt } = report;
  const week = words.weekOfReport(report.week);
  const amount = (usd: number | null) => words.amountText(report, usd);
  const unseen = words.wasLookedAt(report) ? words.unseenText(report) : unseenWords(report).line;
  const facts: [string, string | null][] = [
    wasteFact(report),
    [
      'Since last week',
      report.waste && words.wasLookedAt(report) ? words.sinceLastWeek(report).replace(/\.$/, '') : null,
    ],
    ['Recovered this week, measured', amount(recovered.week.bookedUsd)],
    ['Recovered since the start, measured', amount(recovered.sinceStart.bookedUsd)],
    ['Still expected of fixes in force', amount(recovered.sinceStart.expectedUsd)],
    ['Fixes', fixesText(report)],
    ...returned(report),
    ['Fixes applied in', namesOf(report, report.fixes.applied)],
    ['Fixes proved in', namesOf(report, report.fixes.proved)],
    ['Coverage', words.coverageText(report)],
    ['Could not be read', unseen],
    ['Guardrails', words.guardrailsText(report)],
    ...named('Guardrail opened', report.guardrails?.opened),
    ...named('Guardrail closed', report.guardrails?.closed),
    ['AWS bill of the week', words.weekBillText(report) ?? words.billPendingText(report)],
    ...lastBill(report),
    ...budget(report),
  ];
  return {
    title: `${weekName(week)}, ${weekDays(week)}`,
    headline: words.headline(report),
    next: words.nextStep(report),
    description: pictureDescription(report),
    facts: facts.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
    buckets: report.mostWasteful.map((bucket) => ({
      name: words.nameOf(bucket),
      owner: [bucket.accountName, bucket.region].filter((part) => part !== null).join(' · '),
      amount: amount(bucket.monthlyUsd) ?? '',
      cause: bucket.likelyCause?.label ?? 'not known',
      protection: protections[bucket.coverage ?? ''] ?? 'Unknown',
    })),
    read: readAt && `Read on ${localTimeText(report, readAt)}`,
  };
}

/** Beside one that is not known yet. */
function lastBill(report: Report): [string, string][] {
  const last = words.lastKnownBill(report);
  return last ? [[`AWS bill of ${last.name}, the last known`, last.amount]] : [];
}

function budget(report: Report): [string, string][] {
  const said = words.budgetText(report);
  return said ? [[said.label, said.value]] : [];
}

/** What came back, the most first, and who likely keeps leaving it; without names one line says it of all of it. */
function returned(report: Report): [string, string][] {
  if (report.masked.buckets === 'hidden') return unnamed(report);
  return report.fixes.returned.slice(0, NAMED).map((fix) => {
    const amount = words.amountText(report, cameBackOf(fix));
    const cause = fix.likelyCause && `likely left by ${fix.likelyCause.label}`;
    return [
      `Came back in ${words.nameOf(fix)}`,
      [amount && `${amount} a month`, cause].filter(Boolean).join(', ') || 'waste',
    ];
  });
}

function unnamed(report: Report): [string, string][] {
  const { returned } = report.fixes;
  if (returned.length === 0) return [];
  const usd = returned.map(cameBackOf).filter((one) => one !== null);
  const whole = usd.length === 0 ? null : usd.reduce((total, one) => total + one, 0);
  const sum = words.amountText(report, whole);
  const causes = [...new Set(returned.flatMap(({ likelyCause }) => likelyCause?.label ?? []))].slice(0, NAMED);
  const value = [
    `${sum === null ? '' : `${sum} a month `}in ${words.counted(returned.length, 'bucket')}`,
    ...(causes.length > 0 ? [`likely left by ${causes.join(' and ')}`] : []),
  ];
  return [['Came back', value.join(', ')]];
}

/** "media-ingest, raw-footage, logs and 4 more"; null where there is none, or none may be named. */
function namesOf({ masked }: Report, fixes: readonly { bucket: string | null }[]): string | null {
  if (fixes.length === 0 || masked.buckets === 'hidden') return null;
  const names = fixes.slice(0, NAMED).map(words.nameOf).join(', ');
  return fixes.length > NAMED ? `${names} and ${fixes.length - NAMED} more` : names;
}

/** The first few by name; the rest are counted. */
function named(label: string, changed: NonNullable<Report['guardrails']>['opened'] = []): [string, string][] {
  return changed.slice(0, NAMED).map((guardrail) => [label, words.guardrailText(guardrail)]);
}

/** All of it is 100 %: then what amounts are per cent of is told in its place. */
function wasteFact(report: Report): [string, string | null] {
  const { waste, readAt, masked } = report;
  const text = waste && readAt ? words.amountText(report, waste.monthlyUsd) : null;
  if (text === null || masked.amounts === 'no') return ['Waste a month', text && words.atLeastText(report, text)];
  return ['Amounts', `in per cent of the waste a month${waste?.atLeast ? ' that could be read' : ''}`];
}
