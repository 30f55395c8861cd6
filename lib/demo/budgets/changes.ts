import { z } from 'zod';
import { dayAt } from '../bill/calendar.ts';
import type { JsonRequest } from '../json/request.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { BudgetBody } from './budget-schema.ts';
import { budgetSchema, subscribedSchema } from './budget-schema.ts';
import { DEFAULT_END, defaultCostTypes, type StoredBudget } from './budget-shelf.ts';
import { historicalLimit } from './calculated-spend.ts';
import { accountIdSchema } from './descriptions.ts';
import { noSuchBudget, ownInput } from './failure.ts';
import { periodOf } from './period.ts';
import { checkBudget, checkNotifications } from './validation.ts';

/** Budgets an account may have (Service Quotas of AWS Budgets). */
const MOST_BUDGETS = 20_000;
const DAY_SECONDS = 86_400;

const createSchema = z.object({
  AccountId: accountIdSchema,
  Budget: budgetSchema,
  NotificationsWithSubscribers: z.array(subscribedSchema).default([]),
});
const updateSchema = z.object({ AccountId: accountIdSchema, NewBudget: budgetSchema });
const deleteSchema = z.object({ AccountId: accountIdSchema, BudgetName: z.string() });

/** CreateBudget. @throws ServiceFailure as AWS validates, for a name that is taken, and at the limit of budgets. */
export function createBudget(request: JsonRequest): object {
  const { world, faults } = request;
  const { AccountId: accountId, Budget, NotificationsWithSubscribers } = ownInput(createSchema, request);
  checkBudget(Budget, world.bill.plan?.currency ?? 'USD');
  checkNotifications(Budget, NotificationsWithSubscribers);
  if (world.budgets.find(accountId, Budget.BudgetName)) throw taken(Budget.BudgetName);
  const most = faults.budgets.limit ?? MOST_BUDGETS;
  if (world.budgets.of(accountId).length >= most) throw tooMany(most);
  const notifications = NotificationsWithSubscribers.map(({ Notification, Subscribers }) => ({
    notification: { ...Notification, ThresholdType: Notification.ThresholdType ?? 'PERCENTAGE' },
    subscribers: Subscribers,
  }));
  world.apply({ type: 'budget', accountId, budget: completed(Budget, accountId, request), notifications });
  return {};
}

/** UpdateBudget: everything but notifications. @throws ServiceFailure */
export function updateBudget(request: JsonRequest): object {
  const { world } = request;
  const { AccountId: accountId, NewBudget } = ownInput(updateSchema, request);
  const existing = world.budgets.find(accountId, NewBudget.BudgetName);
  if (!existing) throw noSuchBudget('update', NewBudget.BudgetName);
  checkBudget(NewBudget, world.bill.plan?.currency ?? 'USD');
  const { notifications } = existing;
  world.apply({ type: 'budget', accountId, budget: completed(NewBudget, accountId, request), notifications });
  return {};
}

/** DeleteBudget, with its notifications. @throws ServiceFailure NotFoundException */
export function deleteBudget(request: JsonRequest): object {
  const { AccountId: accountId, BudgetName: name } = ownInput(deleteSchema, request);
  if (!request.world.budgets.find(accountId, name)) throw noSuchBudget('delete', name);
  request.world.apply({ type: 'budgetGone', accountId, name });
  return {};
}

/** With the defaults that AWS fills in. */
function completed(budget: BudgetBody, accountId: string, { world }: JsonRequest): BudgetBody {
  const now = world.clock.now();
  const start = periodOf({ TimeUnit: budget.TimeUnit }, dayAt(now)).start * DAY_SECONDS;
  const whole: BudgetBody = {
    ...budget,
    ...(budget.BudgetType === 'COST' && !budget.Metrics && { CostTypes: { ...defaultCostTypes, ...budget.CostTypes } }),
    TimePeriod: { Start: start, End: DEFAULT_END, ...budget.TimePeriod },
    LastUpdatedTime: now.getTime() / 1000,
  };
  if (/_(UTILIZATION|COVERAGE)$/.test(budget.BudgetType))
    return { ...whole, BudgetLimit: { Amount: '100', Unit: 'PERCENTAGE' } };
  if (!budget.AutoAdjustData || budget.BudgetLimit) return whole;
  const stored: StoredBudget = { accountId, budget: whole, notifications: [] };
  const limit = historicalLimit(stored, { bill: world.bill, now, payerId: world.managementAccountId });
  return { ...whole, BudgetLimit: limit };
}

function taken(name: string): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'DuplicateRecordException',
    message: `Error creating budget: ${name} - the budget already exists.`,
  });
}

function tooMany(most: number): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'CreationLimitExceededException',
    message: `Error creating budget: you have reached the limit of ${most} budgets.`,
  });
}
