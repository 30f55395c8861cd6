import { GetSavingsPlansCoverageCommand, GetSavingsPlansUtilizationCommand } from '@aws-sdk/client-cost-explorer';
import type { CommitmentMonth } from '#lib/spend/commitment.ts';
import { decimalOf } from './amount.ts';
import { byMonth, percent } from './commitment-months.ts';
import { allPages } from './pages.ts';
import { askCosts } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/**
 * Savings Plans by month from `from` up to `to` (excluded, not after today), two requests or more.
 * @throws AppError with `details.reason = 'noData'` where none are owned
 */
export async function getSavingsPlans({
  target,
  from,
  to,
}: {
  target: AwsTarget;
  from: string;
  to: string;
}): Promise<CommitmentMonth[]> {
  const question = { TimePeriod: { Start: from, End: to }, Granularity: 'MONTHLY' as const };
  const { SavingsPlansUtilizationsByTime = [] } = await askCosts({
    target,
    operation: 'GetSavingsPlansUtilization',
    send: (client, prepare) => client.send(prepare(new GetSavingsPlansUtilizationCommand(question))),
  });
  const coverages = await allPages(async (NextToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetSavingsPlansCoverage',
      send: (client, prepare) => client.send(prepare(new GetSavingsPlansCoverageCommand({ ...question, NextToken }))),
    });
    return { items: answer.SavingsPlansCoverages ?? [], next: answer.NextToken };
  });
  return byMonth({
    utilization: SavingsPlansUtilizationsByTime.map(({ TimePeriod, Utilization, Savings }) => ({
      start: TimePeriod?.Start,
      utilization: percent(Utilization?.UtilizationPercentage),
      committed: decimalOf(Utilization?.TotalCommitment),
      unused: decimalOf(Utilization?.UnusedCommitment),
      netSavings: decimalOf(Savings?.NetSavings),
      onDemandEquivalent: decimalOf(Savings?.OnDemandCostEquivalent),
    })),
    coverage: coverages.map(({ TimePeriod, Coverage }) => ({
      start: TimePeriod?.Start,
      coverage: percent(Coverage?.CoveragePercentage),
    })),
  });
}
