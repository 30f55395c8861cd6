import { z } from 'zod';
import { AppError, err, ok, type Result } from '#lib/errors.ts';
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

function amountText(usd: number): string {
  return usd.toFixed(2).replace(/\.?0+$/, '');
}
