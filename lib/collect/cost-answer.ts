import { type CostPage, NOT_TOLD } from '#lib/aws/get-cost-and-usage.ts';
import { AppError } from '#lib/errors.ts';
import { addDays, addMonths, monthOf } from '#lib/spend/calendar.ts';
import { type CostCut, type CostRow, type Granularity, type RecordType, S3_SERVICE } from '#lib/spend/cost-row.ts';

/** An answer of GetCostAndUsage, whole. */
export type CostAnswer = {
  /** By its periods: a server that is not AWS may answer months to a question for days. */
  granularity: Granularity;
  rows: CostRow[];
  periods: { start: string; estimated: boolean }[];
  /** What the groups are called, beside the account. */
  keys: Set<string>;
  currency: string | null;
  accountNames: Record<string, string>;
};

/** Puts the pages of an answer together. A group that names no account is of the account that was asked. */
export function answerOf({
  pages,
  asked,
  recordType,
  granularity,
}: {
  pages: CostPage[];
  asked: string;
  recordType: RecordType;
  granularity: Granularity;
}): CostAnswer {
  const told = pages.flatMap((page) => page.periods);
  const estimated = new Map<string, boolean>();
  for (const period of told) estimated.set(period.start, period.estimated || estimated.get(period.start) === true);
  const rows = told.flatMap(({ start, groups }) =>
    groups.map(({ keys, ...amounts }): CostRow => ({ start, ...nameOf(keys, asked), recordType, ...amounts })),
  );
  return {
    granularity: granularityOf(told, granularity),
    rows,
    periods: [...estimated].map(([start, is]) => ({ start, estimated: is })),
    keys: new Set(rows.map(({ key }) => key)),
    currency: pages.find((page) => page.currency !== null)?.currency ?? null,
    accountNames: Object.assign({}, ...pages.map((page) => page.accountNames)) as Record<string, string>,
  };
}

/** The answers for several record types as one. */
export function joinAnswers([first, ...rest]: [CostAnswer, ...CostAnswer[]]): CostAnswer {
  const estimated = new Map(first.periods.map((period) => [period.start, period.estimated]));
  for (const { periods } of rest)
    for (const { start, estimated: is } of periods) estimated.set(start, is || estimated.get(start) === true);
  return {
    granularity: first.granularity,
    rows: [first, ...rest].flatMap((answer) => answer.rows),
    periods: [...estimated].map(([start, is]) => ({ start, estimated: is })),
    keys: first.keys,
    currency: [first, ...rest].find((answer) => answer.currency !== null)?.currency ?? null,
    accountNames: Object.assign({}, ...[first, ...rest].map((answer) => answer.accountNames)) as Record<string, string>,
  };
}

/**
 * Whether a server answered two questions about different dimensions with the same names, as one does that has a single
 * answer to everything. Counted twice it would be wrong.
 */
export function isSameAnswer(one: CostAnswer, other: CostAnswer): boolean {
  return other.keys.size > 0 && [...other.keys].every((key) => one.keys.has(key));
}

/** The costs by service under another cut where the server does not tell them by it: the sum is the same. */
export function notToldApart(byService: CostAnswer, cut: Exclude<CostCut, 'service'>): CostAnswer {
  const rows = cut === 'region' ? byService.rows : byService.rows.filter(({ key }) => key === S3_SERVICE);
  return { ...byService, rows: rows.map((row) => ({ ...row, key: NOT_TOLD })), keys: new Set([NOT_TOLD]) };
}

/** AWS keeps the order that was asked for; another server may name the account first, or not at all. */
function nameOf(keys: string[], asked: string): { accountId: string; key: string } {
  const [one = NOT_TOLD, other] = keys;
  const isAccount = (key: string | undefined) => key !== undefined && /^\d{12}$/.test(key);
  if (other !== undefined && isAccount(other)) return { accountId: other, key: one };
  if (isAccount(one)) return { accountId: one, key: other ?? NOT_TOLD };
  return { accountId: asked, key: one };
}

function granularityOf(periods: { start: string; end: string }[], asked: Granularity): Granularity {
  const areMonths = periods.every(({ start, end }) => start === monthOf(start) && end <= addMonths(start, 1));
  if (areMonths && asked === 'monthly') return 'monthly';
  if (periods.every(({ start, end }) => end === addDays(start, 1))) return 'daily';
  if (periods.every(({ start, end }) => start === monthOf(start) && end === addMonths(start, 1))) return 'monthly';
  throw new AppError('failed', 'The answer of Cost Explorer has periods that are neither days nor months.', {
    awsCode: 'ResultsByTime',
  });
}
