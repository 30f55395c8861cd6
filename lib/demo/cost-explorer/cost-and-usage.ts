import { z } from 'zod';
import { isEstimated } from '../bill/bill.ts';
import type { BillLine } from '../bill/bill-line.ts';
import { validation } from '../json/failure.ts';
import { offsetOf, tokenFor } from '../json/paging.ts';
import { inputOf } from '../json/request.ts';
import { expressionSchema, matcherOf, valueGetter } from './expression.ts';
import { askedMetrics, hasAny, metricValues } from './metrics.ts';
import type { CostExplorerRequest } from './request.ts';
import { type DayRange, intervalOf, pastRange, periodsOf, timePeriodSchema } from './time-period.ts';

/** Groups on a page; a day that does not fit goes on on the next. */
export const PAGE_GROUPS = 5000;

const groupsSchema = z.array(z.object({ Type: z.string().default('DIMENSION'), Key: z.string() }));
const schema = z.object({
  TimePeriod: timePeriodSchema,
  Granularity: z.enum(['DAILY', 'MONTHLY', 'HOURLY']),
  Metrics: z.array(z.string()).default([]),
  GroupBy: groupsSchema.default([]),
  Filter: expressionSchema.optional(),
  NextPageToken: z.string().optional(),
});

type Grouping = { keys: string[]; lines: BillLine[] };

/** GetCostAndUsage. @throws ServiceFailure */
export function getCostAndUsage(request: CostExplorerRequest): object {
  const { table, now, faults } = request;
  const input = inputOf(schema, request);
  if (input.Granularity === 'HOURLY')
    throw validation('Hourly granularity is not enabled: opt in to it in the preferences of Cost Explorer.');
  if (input.GroupBy.length > 2) throw validation('Too many group by definitions: at most 2 are allowed.');
  const metrics = askedMetrics(input.Metrics);
  const periods = periodsOf(pastRange(input.TimePeriod, now), input.Granularity);
  const matches = matcherOf(input.Filter, request.nameOf);
  const lines = request.lines.filter(matches);
  const groups = input.GroupBy.length > 0 ? groupLines(lines, input.GroupBy, request) : null;
  const indexesOf = ({ start, end }: DayRange) => ({ start: start - table.firstDay, end: end - table.firstDay });
  const limit = faults.costExplorer.pageGroups ?? PAGE_GROUPS;
  const offset = offsetOf(input, input.NextPageToken);
  const results: object[] = [];
  // Groups passed so far, over all periods; those of the page are `offset` to `offset + limit`.
  let passed = 0;
  for (const period of periods) {
    const indexes = indexesOf(period);
    const base = { TimePeriod: intervalOf(period), Estimated: isEstimated(period.end - 1, now) };
    if (!groups) {
      results.push({ ...base, Total: metricValues(lines, { metrics, indexes, currency: table.currency }), Groups: [] });
      continue;
    }
    const present = groups.filter((group) => group.lines.some((line) => hasAny(line, indexes)));
    const [from, until] = [Math.max(0, offset - passed), Math.min(present.length, offset + limit - passed)];
    const isEmptyHere = present.length === 0 && passed <= offset + limit && (passed > offset || passed === 0);
    const isOnPage = isEmptyHere || from < until;
    if (isOnPage) {
      const shown = present.slice(from, until).map((group) => ({
        Keys: group.keys,
        Metrics: metricValues(group.lines, { metrics, indexes, currency: table.currency }),
      }));
      results.push({ ...base, Total: {}, Groups: shown });
    }
    passed += present.length;
  }
  const next = groups && passed > offset + limit ? tokenFor(input, offset + limit) : undefined;
  return {
    ...(input.GroupBy.length > 0 && { GroupDefinitions: input.GroupBy }),
    ResultsByTime: results,
    DimensionValueAttributes: input.GroupBy.some(({ Key }) => Key === 'LINKED_ACCOUNT')
      ? accountNames(lines, request)
      : [],
    ...(next !== undefined && { NextPageToken: next }),
  };
}

function groupLines(
  lines: readonly BillLine[],
  groupBy: z.output<typeof groupsSchema>,
  request: CostExplorerRequest,
): Grouping[] {
  const getters = groupBy.map(({ Type, Key }) => {
    if (Type === 'TAG' || Type === 'COST_CATEGORY') return () => `${Key}$`;
    const get = Type === 'DIMENSION' ? valueGetter(Key, request.nameOf) : null;
    if (!get) throw validation(`Group definition ${Type} ${Key} is not supported.`);
    return get;
  });
  const groups = new Map<string, Grouping>();
  for (const line of lines) {
    const keys = getters.map((get) => get(line));
    const name = keys.join('\u0000');
    const group = groups.get(name);
    if (group) group.lines.push(line);
    else groups.set(name, { keys, lines: [line] });
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function accountNames(lines: readonly BillLine[], { nameOf }: CostExplorerRequest): object[] {
  const ids = [...new Set(lines.map(({ accountId }) => accountId))].sort();
  return ids.map((id) => ({ Value: id, Attributes: { description: nameOf(id) } }));
}
