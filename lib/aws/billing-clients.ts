import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { budgetsEndpoint, costsEndpoint } from './endpoint.ts';
import { globalClient, regionOf } from './global-client.ts';
import type { AwsTarget } from './target.ts';

const billing = {
  regions: { 'aws-cn': 'cn-northwest-1' },
  /** Cost Explorer thinks longer than S3. */
  answerTimeoutMs: 30_000,
  missingThere: 'there is no bill and no budget to read',
};

/** Cost Explorer as an account sees it: a management account sees all its members, a member itself. */
export function costExplorerClient(target: AwsTarget): Promise<CostExplorerClient> {
  const make = (config: object) => new CostExplorerClient(config);
  return globalClient({ ...billing, name: 'costs', endpoint: costsEndpoint, make }, target);
}

/** The budgets of an account. */
export function budgetsClient(target: AwsTarget): Promise<BudgetsClient> {
  const make = (config: object) => new BudgetsClient(config);
  return globalClient({ ...billing, name: 'budgets', endpoint: budgetsEndpoint, make }, target);
}

export function billingRegion(): Promise<string> {
  return regionOf(billing);
}
