import { unknownOperation } from '../json/failure.ts';
import type { JsonRequest } from '../json/request.ts';
import { describeBudget, describeBudgets } from './describe.ts';

const handlers: Record<string, (request: JsonRequest) => object> = {
  DescribeBudgets: describeBudgets,
  DescribeBudget: describeBudget,
};

/** Answers one authenticated call of AWS Budgets. @throws ServiceFailure with what AWS would say. */
export function answerBudgets(request: JsonRequest): object {
  const handler = Object.hasOwn(handlers, request.operation) ? handlers[request.operation] : undefined;
  if (!handler) throw unknownOperation();
  return handler(request);
}
