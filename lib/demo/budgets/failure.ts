import type { z } from 'zod';
import { denied } from '../json/failure.ts';
import { inputOf, type JsonRequest } from '../json/request.ts';
import { ServiceFailure } from '../service-failure.ts';

export function invalidParameter(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'InvalidParameterException', message });
}

export function noSuchBudget(verb: 'get' | 'update' | 'delete', name: string): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'NotFoundException',
    message: `Unable to ${verb} budget: ${name} - the budget doesn't exist. Try creating it first.`,
  });
}

/** The input of a call on the caller's own account. @throws ServiceFailure for another's, and for bad input. */
export function ownInput<T extends z.ZodType<{ AccountId: string }>>(schema: T, request: JsonRequest): z.output<T> {
  const input = inputOf(schema, request);
  const { caller, operation } = request;
  if (input.AccountId === caller.accountId) return input;
  const action = /^Describe/.test(operation) ? 'ViewBudget' : 'ModifyBudget';
  throw denied(
    `User: ${caller.arn} is not authorized to perform: budgets:${action} on resource: arn:aws:budgets::${input.AccountId}:budget/* because no identity-based policy allows the budgets:${action} action`,
  );
}
