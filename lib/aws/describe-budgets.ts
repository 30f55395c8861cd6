import {
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
} from '@aws-sdk/client-budgets';
import pLimit from 'p-limit';
import { AppError } from '#lib/errors.ts';
import type { Budget, BudgetNotification, Subscriber } from '#lib/spend/budget.ts';
import { type AwsNotification, budgetOf, notificationOf, subscribersOf } from './budget-answer.ts';
import { allPages } from './pages.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** Budgets asked about at once; the calls are free and throttled early. */
const AT_ONCE = 4;

/**
 * Every budget of the target's account with its alerts and whom they tell. What of these AWS does not let us read is
 * null.
 * @throws AppError when the budgets themselves cannot be read
 */
export async function describeBudgets(target: AwsTarget): Promise<Budget[]> {
  const found = await allPages(async (NextToken) => {
    const command = { AccountId: target.accountId, MaxResults: 100, ShowFilterExpression: true, NextToken };
    const answer = await askBudgets({
      target,
      operation: 'DescribeBudgets',
      send: (client, prepare) => client.send(prepare(new DescribeBudgetsCommand(command))),
    });
    return { items: answer.Budgets ?? [], next: answer.NextToken };
  });
  const limit = pLimit(AT_ONCE);
  const described = found.map((budget) =>
    limit(async () => budgetOf(budget, await notificationsOf({ target, budget: budget.BudgetName ?? '' }))),
  );
  return (await Promise.all(described)).filter((budget) => budget !== null);
}

/** The alerts of a budget; null when they cannot be read. */
export async function notificationsOf(of: { target: AwsTarget; budget: string }): Promise<BudgetNotification[] | null> {
  const { target, budget } = of;
  const found = await readable(() =>
    allPages(async (NextToken) => {
      const command = { AccountId: target.accountId, BudgetName: budget, MaxResults: 100, NextToken };
      const answer = await askBudgets({
        target,
        operation: 'DescribeNotificationsForBudget',
        budget,
        send: (client, prepare) => client.send(prepare(new DescribeNotificationsForBudgetCommand(command))),
      });
      return { items: answer.Notifications ?? [], next: answer.NextToken };
    }),
  );
  if (found === null) return null;
  const notifications: BudgetNotification[] = [];
  for (const notification of found) {
    const known = notificationOf(notification, await subscribers({ ...of, notification }));
    if (known) notifications.push(known);
  }
  return notifications;
}

async function subscribers({
  target,
  budget,
  notification,
}: {
  target: AwsTarget;
  budget: string;
  notification: AwsNotification;
}): Promise<Subscriber[] | null> {
  const { NotificationState: _state, ...Notification } = notification;
  const found = await readable(() =>
    allPages(async (NextToken) => {
      const command = { AccountId: target.accountId, BudgetName: budget, Notification, MaxResults: 100, NextToken };
      const answer = await askBudgets({
        target,
        operation: 'DescribeSubscribersForNotification',
        budget,
        send: (client, prepare) => client.send(prepare(new DescribeSubscribersForNotificationCommand(command))),
      });
      return { items: answer.Subscribers ?? [], next: answer.NextToken };
    }),
  );
  return found && subscribersOf(found);
}

/** Null for what AWS does not tell; what it tells later, and our own fault, throws. */
async function readable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError) || error.details.reason === 'budget') throw error;
    return null;
  }
}
