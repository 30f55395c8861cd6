import {
  type Anomaly as AwsAnomaly,
  GetAnomaliesCommand,
  GetAnomalyMonitorsCommand,
} from '@aws-sdk/client-cost-explorer';
import type { Anomaly } from '#lib/spend/anomaly.ts';
import { decimalOf } from './amount.ts';
import { allPages } from './pages.ts';
import { askCosts } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

export type AnomalyMonitor = { arn: string; name: string };

/** The monitors of Cost Anomaly Detection; without one AWS finds nothing. */
export async function getAnomalyMonitors(target: AwsTarget): Promise<AnomalyMonitor[]> {
  const monitors = await allPages(async (NextPageToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetAnomalyMonitors',
      send: (client, prepare) =>
        client.send(prepare(new GetAnomalyMonitorsCommand({ MaxResults: 100, NextPageToken }))),
    });
    return { items: answer.AnomalyMonitors ?? [], next: answer.NextPageToken };
  });
  return monitors.map(({ MonitorArn, MonitorName }) => ({ arn: MonitorArn ?? '', name: MonitorName ?? '' }));
}

/** What they found from `from` to `to`, both days included; AWS keeps 90 days. The newest first. */
export async function getAnomalies({
  target,
  monitors,
  from,
  to,
}: {
  target: AwsTarget;
  monitors: AnomalyMonitor[];
  from: string;
  to: string;
}): Promise<Anomaly[]> {
  const DateInterval = { StartDate: from, EndDate: to };
  const found = await allPages(async (NextPageToken) => {
    const answer = await askCosts({
      target,
      operation: 'GetAnomalies',
      send: (client, prepare) =>
        client.send(prepare(new GetAnomaliesCommand({ DateInterval, MaxResults: 100, NextPageToken }))),
    });
    return { items: answer.Anomalies ?? [], next: answer.NextPageToken };
  });
  const names = new Map(monitors.map(({ arn, name }) => [arn, name]));
  return found
    .map((anomaly) => anomalyOf(anomaly, names.get(anomaly.MonitorArn ?? '') ?? anomaly.MonitorArn ?? ''))
    .filter((anomaly) => anomaly !== null)
    .sort((a, b) => (a.start < b.start ? 1 : -1));
}

/** Null for one without a beginning or an impact, which says nothing. */
function anomalyOf(
  { AnomalyId, AnomalyStartDate, AnomalyEndDate, DimensionValue, Impact, RootCauses = [] }: AwsAnomaly,
  monitor: string,
): Anomaly | null {
  const impact = decimalOf(Impact?.TotalImpact ?? Impact?.MaxImpact);
  if (!AnomalyId || !AnomalyStartDate || impact === null) return null;
  const contribution = ({ Impact: part }: (typeof RootCauses)[number]) => part?.Contribution ?? 0;
  const causes = [...RootCauses]
    .sort((a, b) => contribution(b) - contribution(a))
    .map(({ Service, Region, LinkedAccount, UsageType }) => ({
      service: Service || null,
      region: Region || null,
      accountId: LinkedAccount || null,
      usageType: UsageType || null,
    }));
  const watched = { service: DimensionValue ?? null, region: null, accountId: null, usageType: null };
  return {
    anomalyId: AnomalyId,
    monitor,
    start: AnomalyStartDate.slice(0, 10),
    end: AnomalyEndDate?.slice(0, 10) ?? null,
    impact,
    expected: decimalOf(Impact?.TotalExpectedSpend),
    actual: decimalOf(Impact?.TotalActualSpend),
    causes: causes.length === 0 && DimensionValue ? [watched] : causes,
  };
}
