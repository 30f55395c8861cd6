import { focusColumns, focusRow } from '#lib/spend/focus.ts';
import { costDetails } from '#lib/store/cost-detail.ts';
import { answer } from './answer.ts';
import { askedAccountIds } from './asked-scope.ts';
import { costRange } from './cost-range.ts';
import { focusQuery } from './costs-input.ts';
import { csvLines, csvResponse } from './csv.ts';
import { parsedQuery } from './parsed.ts';

/**
 * `GET /api/v1/costs/focus.csv`: a line for each cost by account, service and record type, with the columns of FOCUS 1.2.
 * An empty cell is null: what Cost Explorer does not say at this level.
 */
export function getFocusCsv(request: Request): Promise<Response> {
  return answer(request, 'export', async () => {
    const query = parsedQuery(focusQuery, request);
    const [range, accountIds] = await Promise.all([costRange(query), askedAccountIds(query)]);
    return csvResponse({
      name: `straybytes-focus-${range.from}-${range.to}.csv`,
      lines: focusLines({ ...range, accountIds }),
    });
  });
}

async function* focusLines(range: Parameters<typeof costDetails>[0]): AsyncGenerator<string> {
  yield csvLines([[...focusColumns]]);
  for await (const costs of costDetails(range)) {
    yield csvLines(costs.map(focusRow).map((row) => focusColumns.map((column) => row[column])));
  }
}
