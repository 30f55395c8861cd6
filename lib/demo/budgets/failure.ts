import type { z } from 'zod';
import { denied } from '../json/failure.ts';
import { inputOf, type JsonRequest } from '../json/request.ts';
import { ServiceFailure } from '../service-failure.ts';

export function invalidParameter(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'InvalidParameterException', message });
}

export function noSuchBudget(accountId: string, name: string): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'NotFoundException',
    message: `Unable to get budget: ${name} - the budget doesn't exist in account ${accountId}.`,
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
