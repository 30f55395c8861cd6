import { cameBackOf } from '#lib/report/came-back.ts';
import { unseenWords } from '#lib/report/known-words.ts';
import type { Report } from '#lib/report/report.ts';
import { billPendingText, changeText, guardrailsText, lastKnownBill, wasLookedAt } from '#lib/report/report-words.ts';

/** A row of figures, for a spreadsheet: what a line is of, of which account and bucket, and its amounts. */
export const reportColumns = [
  'week',
  'line',
  'account_id',
  'account',
  'bucket',
  'region',
  'usd_a_month',
  'bytes',
  'uploads',
  'protection',
  'measurement',
  'likely_left_by',
  'at',
  'note',
  'percent_of_waste',
  'amount',
  'currency',
] as const;

type Column = (typeof reportColumns)[number];
type Cells = Partial<Record<Column, string | number | null>>;

/**
 * The report as lines. Waste that is masked as per cent is in a column of its own, `percent_of_waste` as the week ended; what is
 * hidden is empty. A bill is no amount a month: it is `amount`, in `currency`.
 */
export function reportRows(report: Report): (string | number | null)[][] {
  const { waste, recovered, otherBuckets, coverage, unseen, spend, budget, guardrails } = report;
  const lines: Cells[] = [
    ...(waste
      ? [
          {
            line: 'waste',
            usd_a_month: waste.monthlyUsd,
            bytes: waste.bytes,
            uploads: waste.uploads,
            note: waste.atLeast ? 'at least' : null,
            at: report.readAt,
          },
          {
            line: 'change since last week',
            usd_a_month: waste.changeUsd,
            note: waste.lessRead
              ? 'not to be compared: more could be read then'
              : waste.moreRead
                ? 'not to be compared: less could be read then'
                : null,
          },
        ]
      : []),
    { line: 'recovered this week, booked', usd_a_month: recovered.week.bookedUsd },
    { line: 'recovered this week, expected', usd_a_month: recovered.week.expectedUsd },
    {
      line: 'recovered since the start, booked',
      usd_a_month: recovered.sinceStart.bookedUsd,
      at: recovered.sinceStart.since,
    },
    { line: 'recovered since the start, expected', usd_a_month: recovered.sinceStart.expectedUsd },
    ...report.mostWasteful.map((bucket) => ({
      ...placeOf(bucket),
      line: 'most wasteful bucket',
      usd_a_month: bucket.monthlyUsd,
      bytes: bucket.bytes,
      uploads: bucket.uploads,
      protection: bucket.coverage,
      measurement: bucket.measurement,
      likely_left_by: bucket.likelyCause?.label ?? null,
    })),
    ...(otherBuckets.buckets === null
      ? []
      : [{ line: 'other buckets', usd_a_month: otherBuckets.monthlyUsd, note: `${otherBuckets.buckets} buckets` }]),
    ...report.fixes.applied.map((fix) => ({
      ...placeOf(fix),
      line: 'fix applied',
      usd_a_month: fix.expectedUsd,
      at: fix.at,
      note: fix.nothingToClear ? 'in force, nothing to clear' : null,
    })),
    ...report.fixes.proved.map((fix) => ({
      ...placeOf(fix),
      line: 'fix proved',
      usd_a_month: fix.bookedUsd,
      at: fix.at,
    })),
    ...report.fixes.returned.map((fix) => ({
      ...placeOf(fix),
      line: 'waste that came back',
      usd_a_month: cameBackOf(fix),
      bytes: fix.bytes,
      note: fix.bytes === null ? null : 'bytes: all that the bucket holds',
      likely_left_by: fix.likelyCause?.label ?? null,
      at: fix.provedAt,
    })),
    ...(coverage ? [{ line: 'coverage', note: `${coverage.protected} of ${coverage.buckets} buckets protected` }] : []),
    ...(wasLookedAt(report) ? [] : [{ line: 'nobody looked', at: report.readAt, note: unseenWords(report).text }]),
    ...unseen.accounts.map(({ accountId, accountName }) => ({
      line: 'could not be listed',
      account_id: accountId,
      account: accountName,
    })),
    ...unseen.items.map((item) => ({
      ...placeOf(item),
      line: 'could not be read',
      measurement: item.measurement,
      note: item.problem,
    })),
    { line: 'guardrails', note: guardrailsText(report) },
    ...(guardrails?.opened ?? []).map((guardrail) => guardrailCells('guardrail opened', guardrail)),
    ...(guardrails?.closed ?? []).map((guardrail) => guardrailCells('guardrail closed', guardrail)),
    ...billRows(report),
    ...(spend
      ? [
          {
            line: 'AWS bill of the week',
            note: billNote(spend),
            ...money(spend.amount, spend.currency),
          },
        ]
      : []),
    ...(budget
      ? [
          {
            line: 'budget of the month',
            account_id: budget.accountId,
            account: budget.accountName,
            at: budget.readAt,
            ...money(budget.actual, budget.currency),
            note: [
              budget.name,
              budget.limit === null ? null : `${budget.actual ?? '?'} of ${budget.limit} ${budget.currency}`,
              budget.state,
            ]
              .filter((part) => part !== null)
              .join(', '),
          },
        ]
      : []),
  ];
  const isPercent = report.masked.amounts === 'alias';
  return lines.map(({ usd_a_month: usd = null, ...cells }) => {
    const own = isPercent ? { percent_of_waste: usd } : { usd_a_month: usd };
    const row: Cells = { ...cells, ...own, week: report.week };
    return reportColumns.map((column) => row[column] ?? null);
  });
}

function money(amount: string | null, currency: string): Cells {
  return amount === null ? {} : { amount: Number(amount), currency };
}

/** Where the amount is masked, what is left of it is its change. */
function billNote({ amount, currency, changePercent, estimated }: NonNullable<Report['spend']>): string | null {
  const change = changeText(changePercent);
  const said = amount === null ? change && `${change} against the week before` : `${amount} ${currency}`;
  return said && `${said}${estimated ? ', estimated' : ''}`;
}

/** In place of a bill that is not known yet. */
function billRows(report: Report): Cells[] {
  const { bill } = report;
  if (!bill) return [];
  const last = lastKnownBill(report);
  return [
    { line: 'AWS bill of the week', at: bill.knownFrom, note: billPendingText(report) },
    ...(last && bill.lastKnown
      ? [
          {
            line: `AWS bill of ${last.name}, the last known`,
            note: last.amount,
            ...money(bill.lastKnown.amount, bill.lastKnown.currency),
          },
        ]
      : []),
  ];
}

function guardrailCells(line: string, guardrail: NonNullable<Report['guardrails']>['opened'][number]): Cells {
  const { accountId, accountName, check, title } = guardrail;
  return { line, account_id: accountId, account: accountName, note: `${check}: ${title}` };
}

function placeOf({
  accountId,
  accountName,
  bucket,
  region,
}: {
  accountId: string | null;
  accountName: string | null;
  bucket: string | null;
  region: string;
}): Cells {
  return { account_id: accountId, account: accountName, bucket, region };
}
