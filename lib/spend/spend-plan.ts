import { costRequests, requestsUsd } from './cost-requests.ts';
import { FIRST_DAYS, FIRST_MONTHS, nothingRead } from './cost-spans.ts';
import type { SpendKind } from './reading.ts';

/** What a reading asks of one account's Cost Explorer, before a page of an answer is a second request. */
export type PlannedReading = { kind: SpendKind; what: string; least: number; most: number };

/** Of the collectors beside `costs`, for each account; AWS Budgets bills no call. */
export const otherRequests = { forecast: 1, anomalies: 2, commitments: 4, budgets: 0 } as const;

/** The first reading of all, in the order in which it is shown. */
export function firstReading({ now }: { now: Date }): PlannedReading[] {
  const asked = (granularity: 'daily' | 'monthly', occurring?: []) =>
    costRequests({ state: nothingRead, now, ...(occurring && { occurring }) }).filter(
      (request) => request.granularity === granularity,
    ).length;
  const costs = (granularity: 'daily' | 'monthly', what: string): PlannedReading => ({
    kind: 'costs',
    what,
    least: asked(granularity, []),
    most: asked(granularity),
  });
  const one = (kind: keyof typeof otherRequests, what: string): PlannedReading => ({
    kind,
    what,
    least: otherRequests[kind],
    most: otherRequests[kind],
  });
  const by = 'by service, region and S3 usage type';
  return [
    costs('daily', `Costs of ${FIRST_DAYS} days, ${by}`),
    costs('monthly', `Costs of ${FIRST_MONTHS} months and this one, ${by}`),
    one('forecast', 'Forecast of this month'),
    one('anomalies', 'Anomalies that AWS found'),
    one('commitments', 'Savings Plans and reservations'),
    one('budgets', 'Budgets, whom they tell, what they have seen'),
  ];
}

/** USD from and to, of so many planned readings. */
export function plannedUsd(readings: readonly PlannedReading[]): { least: number; most: number } {
  const sum = (of: (reading: PlannedReading) => number) => readings.reduce((total, reading) => total + of(reading), 0);
  return {
    least: requestsUsd({ requests: sum(({ least }) => least) }),
    most: requestsUsd({ requests: sum(({ most }) => most) }),
  };
}
