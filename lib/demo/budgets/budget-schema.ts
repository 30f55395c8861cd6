import { z } from 'zod';

const spendSchema = z.object({ Amount: z.string(), Unit: z.string() });

/** A budget as callers send it; its rules are those of validation.ts. Times are in seconds since 1970. */
export const budgetSchema = z.object({
  BudgetName: z.string(),
  BudgetType: z.string(),
  TimeUnit: z.string(),
  BudgetLimit: spendSchema.optional(),
  PlannedBudgetLimits: z.record(z.string(), spendSchema).optional(),
  CostFilters: z.record(z.string(), z.array(z.string())).optional(),
  CostTypes: z.record(z.string(), z.boolean()).optional(),
  FilterExpression: z.unknown().optional(),
  Metrics: z.array(z.string()).optional(),
  TimePeriod: z.object({ Start: z.number().optional(), End: z.number().optional() }).optional(),
  AutoAdjustData: z
    .object({
      AutoAdjustType: z.string(),
      HistoricalOptions: z
        .object({ BudgetAdjustmentPeriod: z.number().int(), LookBackAvailablePeriods: z.number().int().optional() })
        .optional(),
      LastAutoAdjustTime: z.number().optional(),
    })
    .optional(),
  BillingViewArn: z.string().optional(),
  LastUpdatedTime: z.number().optional(),
});
export type BudgetBody = z.output<typeof budgetSchema>;
/** Amounts are decimals, as callers gave them. */
export type Spend = z.output<typeof spendSchema>;

export const notificationSchema = z.object({
  NotificationType: z.string(),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  ThresholdType: z.string().optional(),
});

export type NotificationBody = z.output<typeof notificationSchema>;

const subscriberSchema = z.object({ SubscriptionType: z.string(), Address: z.string() });
export type SubscriberBody = z.output<typeof subscriberSchema>;

export const subscribedSchema = z.object({
  Notification: notificationSchema,
  Subscribers: z.array(subscriberSchema),
});
