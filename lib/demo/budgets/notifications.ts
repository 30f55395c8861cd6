import { z } from 'zod';
import { page } from '../json/paging.ts';
import type { JsonRequest } from '../json/request.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { NotificationBody } from './budget-schema.ts';
import { notificationSchema } from './budget-schema.ts';
import type { StoredBudget } from './budget-shelf.ts';
import { calculatedSpend, type Spending } from './calculated-spend.ts';
import { accountIdSchema, existingBudget } from './descriptions.ts';
import { ownInput } from './failure.ts';
import { limitNow } from './planned-limits.ts';

const pagedSchema = z.object({
  AccountId: accountIdSchema,
  BudgetName: z.string(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});
const subscribersSchema = pagedSchema.extend({ Notification: notificationSchema });

/** DescribeNotificationsForBudget, each with its state of now. @throws ServiceFailure NotFoundException */
export function describeNotifications(request: JsonRequest): object {
  const { world } = request;
  const input = ownInput(pagedSchema, request);
  const stored = existingBudget(request, input.AccountId, input.BudgetName);
  const now = world.clock.now();
  const spending = calculatedSpend(stored, { bill: world.bill, now, payerId: world.managementAccountId });
  const limit = Number(limitNow(stored.budget, now)?.Amount ?? Number.NaN);
  const { items, next } = page(stored.notifications, {
    request: input,
    token: input.NextToken,
    size: input.MaxResults ?? 100,
  });
  return {
    Notifications: items.map(({ notification }) => ({
      ...notification,
      NotificationState: isAlarming(notification, { spending, limit }) ? 'ALARM' : 'OK',
    })),
    ...(next !== undefined && { NextToken: next }),
  };
}

/** DescribeSubscribersForNotification. @throws ServiceFailure NotFoundException */
export function describeSubscribers(request: JsonRequest): object {
  const input = ownInput(subscribersSchema, request);
  const stored = existingBudget(request, input.AccountId, input.BudgetName);
  const { items, next } = page(subscribersOf(stored, input.Notification), {
    request: input,
    token: input.NextToken,
    size: input.MaxResults ?? 100,
  });
  return { Subscribers: items, ...(next !== undefined && { NextToken: next }) };
}

function subscribersOf({ notifications }: StoredBudget, asked: NotificationBody) {
  const nameOf = (each: NotificationBody) =>
    [each.NotificationType, each.ComparisonOperator, each.Threshold, each.ThresholdType ?? 'PERCENTAGE'].join(' ');
  const found = notifications.find(({ notification }) => nameOf(notification) === nameOf(asked));
  if (found) return found.subscribers;
  throw new ServiceFailure({
    status: 400,
    code: 'NotFoundException',
    message: "Unable to get subscribers - the notification doesn't exist.",
  });
}

function isAlarming(notification: NotificationBody, of: { spending: Spending; limit: number }): boolean {
  const { NotificationType, ComparisonOperator, Threshold, ThresholdType } = notification;
  const { ActualSpend, ForecastedSpend } = of.spending;
  const spend = Number((NotificationType === 'ACTUAL' ? ActualSpend : ForecastedSpend)?.Amount ?? Number.NaN);
  const threshold = ThresholdType === 'ABSOLUTE_VALUE' ? Threshold : (of.limit * Threshold) / 100;
  if (ComparisonOperator === 'GREATER_THAN') return spend > threshold;
  return ComparisonOperator === 'LESS_THAN' ? spend < threshold : spend === threshold;
}
