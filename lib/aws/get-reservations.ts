import { GetReservationCoverageCommand, GetReservationUtilizationCommand } from '@aws-sdk/client-cost-explorer';
import type { CommitmentMonth } from '#lib/spend/commitment.ts';
import { decimalOf } from './amount.ts';
import { byMonth, percent } from './commitment-months.ts';
import { allPages } from './pages.ts';
import { askCosts } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/**
 * Reservations by month from `from` up to `to` (excluded), two requests or more. Cost Explorer tells the coverage of EC2
 * where no service is named.
 * @throws AppError with `details.reason = 'noData'` where none are owned
 */
export async function getReservations({
  target,
  from,
  to,
}: {
  target: AwsTarget;
  from: string;
  to: string;
}): Promise<CommitmentMonth[]> {
  const question = { TimePeriod: { Start: from, End: to }, Granularity: 'MONTHLY' as const };
  const utilizations = await allPages(async (NextPageToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetReservationUtilization',
      send: (client, prepare) =>
        client.send(prepare(new GetReservationUtilizationCommand({ ...question, NextPageToken }))),
    });
    return { items: answer.UtilizationsByTime ?? [], next: answer.NextPageToken };
  });
  const coverages = await allPages(async (NextPageToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetReservationCoverage',
      send: (client, prepare) =>
        client.send(prepare(new GetReservationCoverageCommand({ ...question, NextPageToken }))),
    });
    return { items: answer.CoveragesByTime ?? [], next: answer.NextPageToken };
  });
  return byMonth({
    utilization: utilizations.map(({ TimePeriod, Total }) => ({
      start: TimePeriod?.Start,
      utilization: percent(Total?.UtilizationPercentage),
      committed: decimalOf(Total?.TotalAmortizedFee),
      unused: decimalOf(Total?.RICostForUnusedHours),
      netSavings: decimalOf(Total?.NetRISavings),
      onDemandEquivalent: decimalOf(Total?.OnDemandCostOfRIHoursUsed),
    })),
    coverage: coverages.map(({ TimePeriod, Total }) => ({
      start: TimePeriod?.Start,
      coverage: percent(Total?.CoverageHours?.CoverageHoursPercentage),
    })),
  });
}
