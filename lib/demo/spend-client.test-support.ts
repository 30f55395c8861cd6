import { BudgetsClient } from '@aws-sdk/client-budgets';
import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import { parseNanos } from './bill/nano.ts';
import { demoKeys } from './test-client.test-support.ts';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** The unmodified SDK against a simulated AWS; a failure is not tried again. */
export function costExplorer(url: string, credentials: Keys = demoKeys): CostExplorerClient {
  return new CostExplorerClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
}

export function budgets(url: string, credentials: Keys = demoKeys): BudgetsClient {
  return new BudgetsClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/** All pages of GetCostAndUsage. */
export async function costPages(
  client: CostExplorerClient,
  input: GetCostAndUsageCommandInput,
): Promise<ResultByTime[][]> {
  const pages: ResultByTime[][] = [];
  let token: string | undefined;
  do {
    const answer = await client.send(new GetCostAndUsageCommand({ ...input, ...(token && { NextPageToken: token }) }));
    pages.push(answer.ResultsByTime ?? []);
    token = answer.NextPageToken;
  } while (token !== undefined);
  return pages;
}

/** Billionths of a metric over results, grouped or not. */
export function sumOf(results: readonly ResultByTime[], metric: string): number {
  const amounts = results.flatMap(({ Total, Groups = [] }) =>
    [Total?.[metric]?.Amount, ...Groups.map(({ Metrics }) => Metrics?.[metric]?.Amount)].filter(
      (amount) => amount !== undefined,
    ),
  );
  return amounts.reduce((sum, amount) => sum + parseNanos(amount), 0);
}

export function groupBy(...keys: string[]): Pick<GetCostAndUsageCommandInput, 'GroupBy'> {
  return { GroupBy: keys.map((Key) => ({ Type: 'DIMENSION', Key })) };
}
