import type { z } from 'zod';
import type { CostGrouping } from '#lib/spend/cost-row.ts';
import { knownPeriods } from '#lib/spend/known-periods.ts';
import { costFilters, costSeries } from '#lib/store/cost-series.ts';
import { answer, json } from './answer.ts';
import { askedAccountIds } from './asked-scope.ts';
import { costRange } from './cost-range.ts';
import { costsQuery, recordTypesOf } from './costs-input.ts';
import { csvLines, csvResponse } from './csv.ts';
import { parsedQuery } from './parsed.ts';

/** `GET /api/v1/costs`: what is stored, never asked of AWS; amounts are exact decimals. */
export function getCosts(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { currency, items, asOf, ...series } = await seriesOf(parsedQuery(costsQuery, request));
    return json({ currency, items, known: knownPeriods(series), asOf });
  });
}

/** `GET /api/v1/costs.csv`: the same, a line for each item. */
export function getCostsCsv(request: Request): Promise<Response> {
  return answer(request, 'export', async () => {
    const query = parsedQuery(costsQuery, request);
    const { currency, items, from, to } = await seriesOf(query);
    const nameOf = query.groupBy === 'account' ? await accountNames() : null;
    const head = ['start', 'end', 'estimated', ...keyColumns[query.groupBy], query.metric, 'currency'];
    const rows = items.map(({ start, end, estimated, keys: [key = ''], amount }) => [
      start,
      end,
      String(estimated),
      ...(nameOf ? [key, nameOf.get(key) ?? ''] : [key]),
      amount,
      currency,
    ]);
    return csvResponse({ name: `straybytes-costs-${from}-${to}.csv`, lines: oneByOne([[head], rows]) });
  });
}

const keyColumns: Record<CostGrouping, string[]> = {
  service: ['service'],
  account: ['account_id', 'account'],
  region: ['region'],
  usageType: ['usage_type'],
};

async function seriesOf(query: z.infer<typeof costsQuery>) {
  const { groupBy, metric, recordTypes, account, ou, service, region, usageType } = query;
  const [range, accountIds] = await Promise.all([costRange(query), askedAccountIds({ account, ou })]);
  const filter = { accountIds, service, region, usageType };
  const series = await costSeries({ ...range, groupBy, metric, recordTypes: recordTypesOf(recordTypes), filter });
  return { ...series, ...range };
}

async function accountNames(): Promise<Map<string, string>> {
  return new Map((await costFilters()).accounts.map(({ accountId, name }) => [accountId, name]));
}

async function* oneByOne(parts: Parameters<typeof csvLines>[0][]): AsyncGenerator<string> {
  for (const rows of parts) yield csvLines(rows);
}
