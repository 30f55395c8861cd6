import { z } from 'zod';
import { validation } from '../json/failure.ts';
import { page } from '../json/paging.ts';
import { inputOf } from '../json/request.ts';
import { indexesOf } from './commitment-period.ts';
import { expressionSchema, matcherOf, valueGetter } from './expression.ts';
import { hasAny } from './metrics.ts';
import type { CostExplorerRequest } from './request.ts';
import { pastRange, timePeriodSchema } from './time-period.ts';

const schema = z.object({
  TimePeriod: timePeriodSchema,
  Dimension: z.string(),
  SearchString: z.string().optional(),
  Filter: expressionSchema.optional(),
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextPageToken: z.string().optional(),
});

/** GetDimensionValues: what occurs in a period, in order. @throws ServiceFailure */
export function getDimensionValues(request: CostExplorerRequest): object {
  const input = inputOf(schema, request);
  const get = valueGetter(input.Dimension, request.nameOf);
  if (!get) throw validation(`Dimension ${input.Dimension} is not supported.`);
  const indexes = indexesOf(pastRange(input.TimePeriod, request.now), request);
  const matches = matcherOf(input.Filter, request.nameOf);
  const search = input.SearchString?.toLowerCase() ?? '';
  const values = new Set(
    request.lines
      .filter((line) => matches(line) && hasAny(line, indexes))
      .map(get)
      .filter((value) => value.toLowerCase().includes(search)),
  );
  const { items, next } = page([...values].sort(), {
    request: input,
    token: input.NextPageToken,
    size: input.MaxResults ?? 1000,
  });
  return {
    DimensionValues: items.map((value) => ({
      Value: value,
      Attributes: input.Dimension === 'LINKED_ACCOUNT' ? { description: request.nameOf(value) } : {},
    })),
    ReturnSize: items.length,
    TotalSize: values.size,
    ...(next !== undefined && { NextPageToken: next }),
  };
}
