import { unknownOperation } from '../json/failure.ts';
import type { JsonRequest } from '../json/request.ts';
import { getAnomalies } from './anomalies.ts';
import { getCostAndUsage } from './cost-and-usage.ts';
import { getDimensionValues } from './dimension-values.ts';
import { dataUnavailable } from './failure.ts';
import { getCostForecast } from './forecast.ts';
import { getAnomalyMonitors } from './monitors.ts';
import type { CostExplorerRequest } from './request.ts';
import { getReservationCoverage, getReservationUtilization } from './reservations.ts';
import { getSavingsPlansCoverage, getSavingsPlansUtilization } from './savings-plans.ts';

const handlers: Record<string, (request: CostExplorerRequest) => object> = {
  GetCostAndUsage: getCostAndUsage,
  GetCostForecast: getCostForecast,
  GetDimensionValues: getDimensionValues,
  GetAnomalies: getAnomalies,
  GetAnomalyMonitors: getAnomalyMonitors,
  GetSavingsPlansUtilization: getSavingsPlansUtilization,
  GetSavingsPlansCoverage: getSavingsPlansCoverage,
  GetReservationUtilization: getReservationUtilization,
  GetReservationCoverage: getReservationCoverage,
};

/** Answers one authenticated call of Cost Explorer. @throws ServiceFailure with what AWS would say. */
export function answerCostExplorer(request: JsonRequest): object {
  const { world, caller, operation } = request;
  const handler = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
  if (!handler) throw unknownOperation();
  if (!world.bill.hasData() && !operation.startsWith('GetAnomal')) throw dataUnavailable();
  const now = world.clock.now();
  const table = world.bill.at(now);
  const isPayer = caller.accountId === world.managementAccountId;
  return handler({
    ...request,
    now,
    table,
    isPayer,
    lines: isPayer ? table.lines : table.lines.filter(({ accountId }) => accountId === caller.accountId),
    nameOf: (accountId) => world.account(accountId)?.name ?? accountId,
  });
}
