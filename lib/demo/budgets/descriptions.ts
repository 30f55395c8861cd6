import { z } from 'zod';
import { page } from '../json/paging.ts';
import type { JsonRequest } from '../json/request.ts';
import type { StoredBudget } from './budget-shelf.ts';
import { calculatedSpend } from './calculated-spend.ts';
import { noSuchBudget, ownInput } from './failure.ts';
import { limitNow } from './planned-limits.ts';

export const accountIdSchema = z.string().regex(/^\d{12}$/, 'Member must satisfy regular expression pattern: \\d{12}');

const pagedSchema = z.object({
  AccountId: accountIdSchema,
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextToken: z.string().optional(),
});
const namedSchema = z.object({ AccountId: accountIdSchema, BudgetName: z.string() });

/** DescribeBudgets: 100 on a page unless asked. */
export function describeBudgets(request: JsonRequest): object {
  const input = ownInput(pagedSchema, request);
  const size = input.MaxResults ?? 100;
  const { items, next } = page(request.world.budgets.of(input.AccountId), {
    request: input,
    token: input.NextToken,
    size,
  });
  return { Budgets: items.map((each) => described(each, request)), ...(next !== undefined && { NextToken: next }) };
}

/** DescribeBudget. @throws ServiceFailure NotFoundException */
export function describeBudget(request: JsonRequest): object {
  const { AccountId, BudgetName } = ownInput(namedSchema, request);
  return { Budget: described(existingBudget(request, AccountId, BudgetName), request) };
}

/** @throws ServiceFailure NotFoundException */
export function existingBudget(request: JsonRequest, accountId: string, name: string): StoredBudget {
  const found = request.world.budgets.find(accountId, name);
  if (!found) throw noSuchBudget('get', name);
  return found;
}

/** A budget as AWS shows it: with the limit of the period and what was spent of it. */
function described(stored: StoredBudget, { world }: JsonRequest): object {
  const now = world.clock.now();
  const limit = limitNow(stored.budget, now);
  return {
    ...stored.budget,
    ...(limit && { BudgetLimit: limit }),
    CalculatedSpend: calculatedSpend(stored, { bill: world.bill, now, payerId: world.managementAccountId }),
  };
}
