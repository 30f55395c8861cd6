import { unknownOperation } from '../json/failure.ts';
import type { JsonRequest } from '../json/request.ts';
import { getCostAndUsage } from './cost-and-usage.ts';
import { dataUnavailable } from './failure.ts';
import type { CostExplorerRequest } from './request.ts';

const handlers: Record<string, (request: CostExplorerRequest) => object> = {
  GetCostAndUsage: getCostAndUsage,
};

/** Answers one authenticated call of Cost Explorer. @throws ServiceFailure with what AWS would say. */
export function answerCostExplorer(request: JsonRequest): object {
  const { world, caller, operation } = request;
  const handler = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
  if (!handler) throw unknownOperation();
  if (!world.bill.hasData()) throw dataUnavailable();
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
