import { GetCostAndUsageCommand, type GetCostAndUsageCommandOutput, type Group } from '@aws-sdk/client-cost-explorer';
import { AppError } from '#lib/errors.ts';
import { type CostRequest, costExplorerMetrics } from '#lib/spend/cost-requests.ts';
import { decimalOf } from './amount.ts';
import { pagesOf } from './pages.ts';
import { askCosts } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** What a server's costs are called that it does not tell apart. AWS always does. */
export const NOT_TOLD = 'not told apart';

/** What a group of a period cost. Amounts are decimal strings. */
export type CostGroup = { keys: string[]; unblended: string; amortized: string; netAmortized: string };

export type CostPage = {
  /** A period may go on on the next page. */
  periods: { start: string; end: string; estimated: boolean; groups: CostGroup[] }[];
  /** ISO 4217; null where the page holds no amount. */
  currency: string | null;
  /** By account id, as Cost Explorer describes them. */
  accountNames: Record<string, string>;
};

/**
 * The pages of an answer of GetCostAndUsage, each of which AWS bills; the next one is asked when the last one was taken.
 * @throws AppError, also `failed` for an answer without sense
 */
export async function* getCostAndUsage({
  target,
  request: { granularity, from, to, groupBy, filter },
}: {
  target: AwsTarget;
  request: Pick<CostRequest, 'granularity' | 'from' | 'to' | 'groupBy' | 'filter'>;
}): AsyncGenerator<CostPage> {
  const question = {
    TimePeriod: { Start: from, End: to },
    Granularity: granularity === 'daily' ? ('DAILY' as const) : ('MONTHLY' as const),
    Metrics: Object.values(costExplorerMetrics),
    GroupBy: groupBy.map((Key) => ({ Type: 'DIMENSION' as const, Key })),
    ...(filter && { Filter: filter }),
  };
  const pages = pagesOf(async (NextPageToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetCostAndUsage',
      send: (client, prepare) => client.send(prepare(new GetCostAndUsageCommand({ ...question, NextPageToken }))),
    });
    return { answer, next: answer.NextPageToken };
  });
  for await (const { answer } of pages) yield pageOf(answer);
}

function pageOf({ ResultsByTime = [], DimensionValueAttributes = [] }: GetCostAndUsageCommandOutput): CostPage {
  const accountNames: Record<string, string> = {};
  for (const { Value, Attributes } of DimensionValueAttributes) {
    if (Value && Attributes?.description) accountNames[Value] = Attributes.description;
  }
  const metrics = ResultsByTime.flatMap(({ Groups = [], Total = {} }) => [
    ...Object.values(Total),
    ...Groups.flatMap((group) => Object.values(group.Metrics ?? {})),
  ]);
  const periods = ResultsByTime.map(({ TimePeriod, Estimated = false, Groups = [], Total }) => ({
    start: dayIn(TimePeriod?.Start),
    end: dayIn(TimePeriod?.End),
    estimated: Estimated,
    groups: Groups.length > 0 ? Groups.map(groupOf) : untold(Total),
  }));
  return { periods, currency: currencyOf(metrics.map(({ Unit }) => Unit)), accountNames };
}

/** AWS answers a period without groups with a total of 0; a server that does not group, with what there is. */
function untold(total: Group['Metrics'] = {}): CostGroup[] {
  const amount = Number(total[costExplorerMetrics.unblended]?.Amount ?? 0);
  return amount === 0 ? [] : [groupOf({ Keys: [NOT_TOLD], Metrics: total })];
}

/** A server that tells no amortized cost has none beside the unblended one. */
function groupOf({ Keys = [], Metrics = {} }: Group): CostGroup {
  const amount = (metric: keyof typeof costExplorerMetrics) => decimalOf(Metrics[costExplorerMetrics[metric]]?.Amount);
  const unblended = amount('unblended');
  if (unblended === null) throw senseless(`the group ${Keys.join(', ')} has no UnblendedCost`);
  const amortized = amount('amortized') ?? unblended;
  return { keys: Keys, unblended, amortized, netAmortized: amount('netAmortized') ?? amortized };
}

/** Amounts of two currencies have no sum. `N/A` and the empty unit come with amounts of nothing. */
function currencyOf(units: (string | undefined)[]): string | null {
  const named = new Set(units.filter((unit) => unit && /^[A-Z]{3}$/.test(unit)));
  if (named.size > 1) throw senseless(`its amounts are in ${[...named].join(' and ')}`);
  return [...named][0] ?? null;
}

/** Periods are days, in some answers with a time behind. */
function dayIn(time: string | undefined): string {
  const day = time?.slice(0, 10) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw senseless(`a period begins or ends at “${time ?? ''}”`);
  return day;
}

function senseless(why: string): AppError {
  return new AppError('failed', `The answer of Cost Explorer cannot be understood: ${why}.`, {
    awsCode: 'ResultsByTime',
  });
}
