import { type CostPage, getCostAndUsage } from '#lib/aws/get-cost-and-usage.ts';
import { AppError } from '#lib/errors.ts';
import { addDays, dayOf, periodEnd } from '#lib/spend/calendar.ts';
import {
  type CostRequest,
  costOrder,
  costRequests,
  cutRequest,
  occurringRecordTypes,
  recordTypeRequest,
  requestsUsd,
} from '#lib/spend/cost-requests.ts';
import type { RecordType } from '#lib/spend/cost-row.ts';
import { type CostSpan, FIRST_DAYS } from '#lib/spend/cost-spans.ts';
import { costState } from '#lib/store/cost-state.ts';
import { replaceCosts } from '#lib/store/costs.ts';
import { linkedAccounts } from '#lib/store/linked-accounts.ts';
import { requireLeft, stopped } from './billing-budget.ts';
import { answerOf, type CostAnswer, isSameAnswer, joinAnswers, notToldApart } from './cost-answer.ts';
import type { Read, ReadingContext } from './reading-context.ts';

/** `apart`: how many record types are known to be told apart. */
type Asking = { context: ReadingContext; accountId: string; requests: number; currency: string | null; apart: number };

/**
 * Reads what is not known yet of one account's Cost Explorer, cut by cut; each is stored when it is whole, so that a
 * reading that ends early keeps what it paid for. What the day's ceiling cannot pay for is not begun.
 * @throws AppError
 */
export async function readCosts({ context, accountId }: { context: ReadingContext; accountId: string }): Promise<Read> {
  const asking: Asking = { context, accountId, requests: 0, currency: null, apart: 0 };
  const { now } = context;
  const state = await costState({ asked: accountId });
  const least = costRequests({ state, now, occurring: [] }).length;
  await requirePaid(asking, least);
  let told = 0;
  for (const spans of costOrder({ state, now })) told += await readBatch(asking, spans);
  const since = addDays(dayOf(now), -FIRST_DAYS);
  const linked = await linkedAccounts({ asked: accountId, since });
  if (told === 0 && linked.length === 0) throw toldNothing(accountId);
  const { requests, currency } = asking;
  return { state: linked.length > 0 ? 'ok' : 'none', currency, data: { linkedAccounts: linked, requests } };
}

/** Spans of one granularity. @returns how many periods the answers told of */
async function readBatch(asking: Asking, spans: [CostSpan, ...CostSpan[]]): Promise<number> {
  let types: RecordType[] = [];
  let byService: CostAnswer | null = null;
  let told = 0;
  for (const [index, span] of spans.entries()) {
    await requirePaid(asking, (index === 0 ? 2 : 1) + asking.apart);
    const usage = await ask(asking, cutRequest({ span, recordType: 'usage' }));
    if (index === 0) {
      const byType = await ask(asking, recordTypeRequest(spans));
      types = isSameAnswer(usage, byType) ? [] : occurringRecordTypes(byType.keys);
      asking.apart = types.length;
    }
    const answers: [CostAnswer, ...CostAnswer[]] = [usage];
    for (const recordType of types) {
      const answer = await ask(asking, cutRequest({ span, recordType }));
      if (answer.granularity === usage.granularity) answers.push(answer);
    }
    const answer = toldApart({ span, answer: joinAnswers(answers), byService });
    if (span.cut === 'service') byService = answer;
    await store(asking, span, answer);
    told += answer.periods.length;
  }
  return told;
}

function requirePaid({ context, accountId }: Asking, requests: number): Promise<void> {
  const at = context.run.now();
  return requireLeft({ at, usd: requestsUsd({ requests }), what: `the costs of account ${accountId}` });
}

/** AWS knows a region and a usage type for what has a service; a server that does not must not lose the sum. */
function toldApart({
  span: { cut },
  answer,
  byService,
}: {
  span: CostSpan;
  answer: CostAnswer;
  byService: CostAnswer | null;
}): CostAnswer {
  if (cut === 'service' || byService === null || byService.rows.length === 0) return answer;
  const isEmpty = answer.rows.length === 0 && (cut === 'region' || answer.periods.length === 0);
  return isEmpty || isSameAnswer(byService, answer) ? notToldApart(byService, cut) : answer;
}

async function ask(asking: Asking, request: CostRequest): Promise<CostAnswer> {
  const { context, accountId } = asking;
  const target = context.run.billing(accountId, 'Cost Explorer');
  const pages: CostPage[] = [];
  for await (const page of getCostAndUsage({ target, request })) {
    asking.requests += 1;
    asking.currency ??= page.currency;
    pages.push(page);
    if (context.run.stopping()) throw stopped();
  }
  const { granularity, recordType } = request;
  return answerOf({ pages, asked: accountId, recordType: recordType ?? 'usage', granularity });
}

async function store({ context, accountId }: Asking, span: CostSpan, answer: CostAnswer): Promise<void> {
  const { granularity, rows, periods, currency, accountNames } = answer;
  const starts = periods.map(({ start }) => start).sort();
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return;
  const days = [span.from, span.to, first, periodEnd(last, granularity)].sort();
  await replaceCosts({
    cut: span.cut,
    granularity,
    from: days[0] ?? span.from,
    to: days.at(-1) ?? span.to,
    asked: accountId,
    rows,
    periods,
    currency,
    at: context.run.now(),
    accountNames,
  });
}

/** Not a single day or month: nobody can tell this from a bill that is still being prepared. */
function toldNothing(accountId: string): AppError {
  return new AppError(
    'notFound',
    `Cannot read the costs of account ${accountId}: no data yet, the answer has not a single day. A new account gets its first within ` +
      '24 hours; the next collection tries again.',
    { accountId, reason: 'noData' },
  );
}
