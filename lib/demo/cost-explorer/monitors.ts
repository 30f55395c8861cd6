import { z } from 'zod';
import { dayAt, isoDay } from '../bill/calendar.ts';
import type { SpendPlan } from '../bill/spend-plan.ts';
import { page } from '../json/paging.ts';
import { inputOf } from '../json/request.ts';
import { randomOf } from '../random.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { CostExplorerRequest } from './request.ts';

const schema = z.object({
  MonitorArnList: z.array(z.string()).optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextPageToken: z.string().optional(),
});

type Monitor = SpendPlan['monitors'][number];

/** GetAnomalyMonitors: the payer's; a member has none. @throws ServiceFailure UnknownMonitorException */
export function getAnomalyMonitors(request: CostExplorerRequest): object {
  const { world, now, isPayer, lines } = request;
  const input = inputOf(schema, request);
  const own = isPayer ? (world.bill.plan?.monitors ?? []) : [];
  const unknown = input.MonitorArnList?.find((arn) => !own.some((each) => monitorArn(each, request) === arn));
  if (unknown !== undefined)
    throw new ServiceFailure({ status: 400, code: 'UnknownMonitorException', message: `Unknown monitor ${unknown}` });
  const asked = own.filter((each) => input.MonitorArnList?.includes(monitorArn(each, request)) ?? true);
  const { items, next } = page(asked, { request: input, token: input.NextPageToken, size: input.MaxResults ?? 100 });
  const created = (monitor: Monitor) => `${isoDay(dayAt(world.bornAt) - monitor.createdDaysAgo)}T09:12:44.000Z`;
  return {
    AnomalyMonitors: items.map((monitor) => ({
      MonitorArn: monitorArn(monitor, request),
      MonitorName: monitor.name,
      CreationDate: created(monitor),
      LastUpdatedDate: created(monitor),
      LastEvaluatedDate: isoDay(dayAt(now)),
      MonitorType: 'DIMENSIONAL',
      MonitorDimension: monitor.dimension,
      DimensionalValueCount: new Set(lines.map(({ service }) => service)).size,
    })),
    ...(next !== undefined && { NextPageToken: next }),
  };
}

export function monitorArn({ name }: Monitor, { world }: Pick<CostExplorerRequest, 'world'>): string {
  const accountId = world.managementAccountId;
  return `arn:aws:ce::${accountId}:anomalymonitor/${randomOf('monitor', accountId, name).uuid()}`;
}
