import { unknownOperation } from '../json/failure.ts';
import type { JsonRequest } from '../json/request.ts';
import { createBudget, deleteBudget, updateBudget } from './changes.ts';
import { describeBudget, describeBudgets } from './descriptions.ts';
import { describeNotifications, describeSubscribers } from './notifications.ts';

const handlers: Record<string, (request: JsonRequest) => object> = {
  DescribeBudgets: describeBudgets,
  DescribeBudget: describeBudget,
  DescribeNotificationsForBudget: describeNotifications,
  DescribeSubscribersForNotification: describeSubscribers,
  CreateBudget: createBudget,
  UpdateBudget: updateBudget,
  DeleteBudget: deleteBudget,
};

/** Answers one authenticated call of AWS Budgets. @throws ServiceFailure with what AWS would say. */
export function answerBudgets(request: JsonRequest): object {
  const handler = Object.hasOwn(handlers, request.operation) ? handlers[request.operation] : undefined;
  if (!handler) throw unknownOperation();
  return handler(request);
}
