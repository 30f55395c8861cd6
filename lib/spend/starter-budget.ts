import { z } from 'zod';
import { AppError, err, ok, type Result } from '#lib/errors.ts';
import type { Budget } from './budget.ts';
import { checkedStarter, type StarterInput } from './starter-input.ts';

export type { StarterInput } from './starter-input.ts';

const notification = z.object({
  Notification: z.object({
    NotificationType: z.literal('ACTUAL'),
    ComparisonOperator: z.literal('GREATER_THAN'),
    Threshold: z.number(),
    ThresholdType: z.literal('PERCENTAGE'),
  }),
  Subscribers: z.array(z.object({ SubscriptionType: z.enum(['EMAIL', 'SNS']), Address: z.string() })),
});

/** A request of CreateBudget, exactly as it is sent. */
export const starterRequestSchema = z.object({
  AccountId: z.string(),
  Budget: z.object({
    BudgetName: z.string(),
    BudgetType: z.literal('COST'),
    TimeUnit: z.literal('DAILY'),
    BudgetLimit: z.object({ Amount: z.string(), Unit: z.literal('USD') }),
    CostTypes: z.record(z.string(), z.boolean()),
  }),
  NotificationsWithSubscribers: z.array(notification),
});
export type StarterRequest = z.infer<typeof starterRequestSchema>;

/** Per cent of the limit. A daily budget has no alerts on a forecast: AWS refuses them. */
export const starterThresholds = [80, 100] as const;
/** Credits and refunds would hide what is spent; all the rest counts, as AWS has it by default. */
const costTypes = {
  IncludeTax: true,
  IncludeSubscription: true,
  UseBlended: false,
  IncludeRefund: false,
  IncludeCredit: false,
  IncludeUpfront: true,
  IncludeRecurring: true,
  IncludeOtherSubscription: true,
  IncludeSupport: true,
  IncludeDiscount: true,
  UseAmortized: false,
};

/**
 * The request for a daily cost budget that alerts at 80 % and 100 % of what was actually spent.
 * @returns an AppError 'invalid' whose details hold what is wrong with each field, by its name
 */
export function starterBudget(input: StarterInput): Result<StarterRequest> {
  const { emails, topic, problems } = checkedStarter(input);
  if (Object.keys(problems).length > 0)
    return err(new AppError('invalid', Object.values(problems).join(' '), problems));
  const Subscribers = [
    ...emails.map((Address) => ({ SubscriptionType: 'EMAIL' as const, Address })),
    ...(topic ? [{ SubscriptionType: 'SNS' as const, Address: topic }] : []),
  ];
  return ok({
    AccountId: input.accountId,
    Budget: {
      BudgetName: input.name,
      BudgetType: 'COST',
      TimeUnit: 'DAILY',
      BudgetLimit: { Amount: amountText(input.amountUsd), Unit: 'USD' },
      CostTypes: { ...costTypes },
    },
    NotificationsWithSubscribers: starterThresholds.map((Threshold) => ({
      Notification: {
        NotificationType: 'ACTUAL',
        ComparisonOperator: 'GREATER_THAN',
        Threshold,
        ThresholdType: 'PERCENTAGE',
      },
      Subscribers,
    })),
  });
}

/**
 * In what a budget differs from the one that a request would create, in words; empty: it is that one.
 * @param unreadAlertsCount whether what AWS did not let us read, or a server does not say, counts as a difference
 */
export function starterDifferences(
  { Budget: wanted, NotificationsWithSubscribers }: StarterRequest,
  budget: Budget,
  { unreadAlertsCount = true }: { unreadAlertsCount?: boolean } = {},
): string[] {
  const { Amount, Unit } = wanted.BudgetLimit;
  const { limit, filter, autoAdjust, plannedLimits } = budget;
  const excluded = (what: string, included: boolean | null) => {
    if (included) return `${what} are counted`;
    return included === null && unreadAlertsCount ? `whether ${what} are counted could not be read` : null;
  };
  return [
    budget.type === 'COST' ? null : `it is a ${budget.type} budget`,
    budget.timeUnit === 'DAILY' ? null : `it is ${budget.timeUnit.toLowerCase()}, not daily`,
    limit && Number(limit.amount) === Number(Amount) && limit.unit === Unit
      ? null
      : `its limit is ${limit ? `${limit.amount} ${limit.unit}` : 'not set'}, not ${Amount} ${Unit}`,
    autoAdjust === null ? null : 'its limit adjusts itself',
    plannedLimits === null ? null : 'it has planned limits',
    filter === null ? null : `it is narrowed to: ${filter}`,
    excluded('credits', budget.includesCredits),
    excluded('refunds', budget.includesRefunds),
    alertDifference(NotificationsWithSubscribers, budget, unreadAlertsCount),
  ].filter((difference) => difference !== null);
}

/** Whether a budget is the one that a request would create, as far as it was read whole. */
export function sameBudget(request: StarterRequest, budget: Budget): boolean {
  return starterDifferences(request, budget).length === 0;
}

function alertDifference(
  wanted: StarterRequest['NotificationsWithSubscribers'],
  { notifications }: Budget,
  unreadAlertsCount: boolean,
): string | null {
  const unread = notifications === null || notifications.some(({ subscribers }) => subscribers === null);
  if (unread) return unreadAlertsCount ? 'its alerts could not be read' : null;
  const expected = wanted.flatMap(({ Notification, Subscribers }) =>
    Subscribers.map(({ SubscriptionType, Address }) => alertText(Notification.Threshold, SubscriptionType, Address)),
  );
  const actual = notifications.flatMap(({ type, operator, threshold, thresholdType, subscribers }) => {
    const plain = type === 'ACTUAL' && operator === 'GREATER_THAN' && thresholdType === 'PERCENTAGE';
    const at = plain ? threshold : `${type} ${operator} ${threshold} ${thresholdType}`;
    const told = subscribers ?? [];
    return told.length > 0 ? told.map((one) => alertText(at, one.type, one.address)) : [`${at} nobody`];
  });
  const same = [...new Set(expected)].sort().join('\n') === [...new Set(actual)].sort().join('\n');
  return same ? null : 'its alerts, or whom they tell, are others';
}

function alertText(at: number | string, type: 'EMAIL' | 'SNS', address: string): string {
  return `${at} ${type} ${type === 'EMAIL' ? address.toLowerCase() : address}`;
}

function amountText(usd: number): string {
  return usd.toFixed(2).replace(/\.?0+$/, '');
}
