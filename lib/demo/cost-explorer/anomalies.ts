import { z } from 'zod';
import { dayAt, isoDay, parseDay } from '../bill/calendar.ts';
import type { SpendPlan } from '../bill/spend-plan.ts';
import { validation } from '../json/failure.ts';
import { page } from '../json/paging.ts';
import { inputOf } from '../json/request.ts';
import { randomOf } from '../random.ts';
import { sumOver } from './metrics.ts';
import { monitorArn } from './monitors.ts';
import type { CostExplorerRequest } from './request.ts';

const NANOS = 1e9;
const MAX_DAYS_BACK = 90;

const schema = z.object({
  DateInterval: z.object({ StartDate: z.string(), EndDate: z.string().optional() }),
  MonitorArn: z.string().optional(),
  Feedback: z.enum(['YES', 'NO', 'PLANNED_ACTIVITY']).optional(),
  TotalImpact: z
    .object({ NumericOperator: z.string(), StartValue: z.number(), EndValue: z.number().optional() })
    .optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextPageToken: z.string().optional(),
});

/** GetAnomalies: those that the account's monitors found and that ended in the interval. @throws ServiceFailure */
export function getAnomalies(request: CostExplorerRequest): object {
  const { isPayer, now, world } = request;
  const input = inputOf(schema, request);
  const from = parseDay(input.DateInterval.StartDate.slice(0, 10));
  const until = parseDay((input.DateInterval.EndDate ?? isoDay(dayAt(now))).slice(0, 10));
  if (from === null || until === null) throw validation('Start date or end date is invalid: use yyyy-MM-dd.');
  if (from > until) throw validation('Start date should not be after end date.');
  if (from < dayAt(now) - MAX_DAYS_BACK) throw validation('Start date must be within the last 90 days.');
  const monitor = isPayer ? world.bill.plan?.monitors[0] : undefined;
  const isAsked = monitor && input.MonitorArn !== undefined ? input.MonitorArn === monitorArn(monitor, request) : true;
  const birthday = dayAt(world.bornAt);
  const surges = monitor && isAsked && input.Feedback === undefined ? (world.bill.plan?.surges ?? []) : [];
  const found = surges
    .map((surge) => ({ ...surge, start: birthday - surge.daysAgo, end: birthday - surge.daysAgo + surge.days - 1 }))
    // A day's costs are looked at when they are complete.
    .filter(({ start, end }) => start + 2 <= dayAt(now) && end >= from && end <= until)
    .flatMap((surge) => (monitor ? anomalyOf(surge, monitorArn(monitor, request), request) : []))
    .filter(({ Impact }) => matchesImpact(Impact.TotalImpact, input.TotalImpact));
  const { items, next } = page(found, { request: input, token: input.NextPageToken, size: input.MaxResults ?? 100 });
  return { Anomalies: items, ...(next !== undefined && { NextPageToken: next }) };
}

type Surge = SpendPlan['surges'][number] & { start: number; end: number };

function anomalyOf(surge: Surge, arn: string, { table, nameOf }: CostExplorerRequest) {
  const { accountId, service, region, usageType, start, end } = surge;
  const lines = table.lines.filter((line) => line.accountId === accountId && line.service === service);
  const indexes = { start: start - table.firstDay, end: end + 1 - table.firstDay };
  const actual = sumOver(lines, 'unblended', indexes) / NANOS;
  const impact = surge.usd * surge.days;
  const expected = actual - impact;
  const id = randomOf('anomaly', accountId, service, start).uuid();
  return {
    AnomalyId: id,
    AnomalyStartDate: `${isoDay(start)}T00:00:00Z`,
    AnomalyEndDate: `${isoDay(end)}T00:00:00Z`,
    DimensionValue: service,
    RootCauses: [
      {
        Service: service,
        Region: region,
        LinkedAccount: accountId,
        LinkedAccountName: nameOf(accountId),
        UsageType: usageType,
        Impact: { Contribution: cents(impact) },
      },
    ],
    AnomalyScore: { MaxScore: 0.97, CurrentScore: 0.62 },
    Impact: {
      MaxImpact: cents(surge.usd),
      TotalImpact: cents(impact),
      TotalActualSpend: cents(actual),
      TotalExpectedSpend: cents(expected),
      TotalImpactPercentage: cents((impact / expected) * 100),
    },
    MonitorArn: arn,
  };
}

function matchesImpact(impact: number, asked: z.output<typeof schema>['TotalImpact']): boolean {
  if (!asked) return true;
  const { NumericOperator: operator, StartValue: value, EndValue: end = value } = asked;
  if (operator === 'BETWEEN') return impact >= value && impact <= end;
  if (operator === 'GREATER_THAN') return impact > value;
  if (operator === 'GREATER_THAN_OR_EQUAL') return impact >= value;
  if (operator === 'LESS_THAN') return impact < value;
  return operator === 'LESS_THAN_OR_EQUAL' ? impact <= value : impact === value;
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
