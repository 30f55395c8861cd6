import type { RunProgress } from '#components/collect/run-progress.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { requestsUsd } from '#lib/spend/cost-requests.ts';

/** Operations of Cost Explorer, each of which is billed; those of Budgets are free. */
const billed = /^Get(Cost|Anomal|SavingsPlans|Reservation|DimensionValues)/;

/** "17 requests, $0.17": what a run asked of Cost Explorer, beside which it may have looked at buckets. */
export function requestWords({ apiCalls }: Pick<RunProgress, 'apiCalls'>): string {
  const requests = Object.entries(apiCalls).reduce((sum, [call, count]) => sum + (billed.test(call) ? count : 0), 0);
  return `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'}, ${formatUsd(requestsUsd({ requests }))}`;
}
