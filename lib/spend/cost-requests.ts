import { COST_EXPLORER_USD } from '#lib/money/request-price.ts';
import { earliestOf, latestOf } from './calendar.ts';
import { type CostCut, type Granularity, type RecordType, S3_SERVICE } from './cost-row.ts';
import { type CostSpan, type CostState, costSpans } from './cost-spans.ts';

/** Of Cost Explorer's, those that a question of ours names. */
export type CostDimension = 'SERVICE' | 'REGION' | 'USAGE_TYPE' | 'RECORD_TYPE' | 'LINKED_ACCOUNT';

/** As GetCostAndUsage takes it. */
export type CostExpression =
  | { Dimensions: { Key: CostDimension; Values: string[] } }
  | { And: CostExpression[] }
  | { Not: CostExpression };

/** One question to GetCostAndUsage, whose every page is a request. */
export type CostRequest = {
  /** What its groups are by, beside the account. */
  of: CostCut | 'recordType';
  /** What its rows are; null for `recordType`, where the group says it. */
  recordType: RecordType | null;
  granularity: Granularity;
  from: string;
  to: string;
  groupBy: [CostDimension, 'LINKED_ACCOUNT'];
  filter: CostExpression | null;
};

/** All at once cost what one costs. */
export const costExplorerMetrics = {
  unblended: 'UnblendedCost',
  amortized: 'AmortizedCost',
  netAmortized: 'NetAmortizedCost',
} as const;

/** Record types that are told apart; all others are `usage`. Cost Explorer's dimension RECORD_TYPE. */
export const apartRecordTypes = { tax: 'Tax', credit: 'Credit', refund: 'Refund' } as const;
const apart = ['tax', 'credit', 'refund'] as const;

const dimensions = { service: 'SERVICE', region: 'REGION', usageType: 'USAGE_TYPE' } as const;

/** The question for a span's costs of one record type. */
export function cutRequest({ span, recordType }: { span: CostSpan; recordType: RecordType }): CostRequest {
  const { cut, granularity, from, to } = span;
  const type: CostExpression =
    recordType === 'usage'
      ? { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: Object.values(apartRecordTypes) } } }
      : { Dimensions: { Key: 'RECORD_TYPE', Values: [apartRecordTypes[recordType]] } };
  const s3: CostExpression = { Dimensions: { Key: 'SERVICE', Values: [S3_SERVICE] } };
  const filter = cut === 'usageType' ? { And: [s3, type] } : type;
  return { of: cut, recordType, granularity, from, to, groupBy: [dimensions[cut], 'LINKED_ACCOUNT'], filter };
}

/** The question which record types occur in spans of one granularity, asked once for all of them. */
export function recordTypeRequest(spans: [CostSpan, ...CostSpan[]]): CostRequest {
  const [first, ...rest] = spans;
  const { granularity } = first;
  const from = earliestOf([first.from, ...rest.map((span) => span.from)]);
  const to = latestOf([first.to, ...rest.map((span) => span.to)]);
  const groupBy: CostRequest['groupBy'] = ['RECORD_TYPE', 'LINKED_ACCOUNT'];
  return { of: 'recordType', recordType: null, granularity, from, to, groupBy, filter: null };
}

/** Which of the record types told apart an answer names; anything else that a server says there is none. */
export function occurringRecordTypes(keys: Iterable<string>): RecordType[] {
  const named = new Set(keys);
  return apart.filter((type) => named.has(apartRecordTypes[type]));
}

/** Spans of one granularity, days before months: what one question about record types covers. */
export function costBatches(spans: CostSpan[]): [CostSpan, ...CostSpan[]][] {
  return [...Map.groupBy(spans, (span) => span.granularity).values()].flatMap(([first, ...rest]) =>
    first ? [[first, ...rest] satisfies [CostSpan, ...CostSpan[]]] : [],
  );
}

/**
 * What has to be read now, in the order asked: first what never was, then the longest ago. Under a ceiling that does not
 * allow all of it each day goes on where the one before ended.
 */
export function costOrder({ state, now }: { state: CostState; now: Date }): [CostSpan, ...CostSpan[]][] {
  const lastOf = ({ cut, granularity }: CostSpan) => (granularity === 'monthly' ? null : state[cut].lastDay) ?? '';
  const [fresh, known] = [true, false].map((isNew) =>
    costSpans({ state, now })
      .filter((span) => (lastOf(span) === '') === isNew)
      .sort((one, other) => (lastOf(one) < lastOf(other) ? -1 : Number(lastOf(one) > lastOf(other)))),
  );
  return [...costBatches(fresh ?? []), ...costBatches(known ?? [])];
}

/**
 * Every question of a reading, in the order asked: by granularity the costs by service, which record types there are,
 * the costs by service of each that occurs, and the same by region and for S3 by usage type.
 * @param occurring record types known to occur; all of them give the most that can be asked, `[]` the least
 */
export function costRequests({
  state,
  now,
  occurring = apart,
}: {
  state: CostState;
  now: Date;
  occurring?: readonly RecordType[];
}): CostRequest[] {
  const types = apart.filter((type) => occurring.includes(type));
  return costOrder({ state, now }).flatMap((spans) =>
    spans.flatMap((span, index) => [
      cutRequest({ span, recordType: 'usage' }),
      ...(index === 0 ? [recordTypeRequest(spans)] : []),
      ...types.map((recordType) => cutRequest({ span, recordType })),
    ]),
  );
}

/** What so many requests of Cost Explorer cost, in USD: `pages` counts each question's pages, one when left out. */
export function requestsUsd({ requests, pages = 1 }: { requests: number; pages?: number }): number {
  return Number((requests * pages * COST_EXPLORER_USD).toFixed(2));
}
