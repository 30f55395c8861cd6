import { z } from 'zod';
import { decimalString } from './reading.ts';

const amount = z.object({ amount: decimalString, unit: z.string() });

export const subscriberSchema = z.object({ type: z.enum(['EMAIL', 'SNS']), address: z.string() });
export type Subscriber = z.infer<typeof subscriberSchema>;

export const notificationSchema = z.object({
  type: z.enum(['ACTUAL', 'FORECASTED']),
  operator: z.enum(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
  threshold: z.number(),
  thresholdType: z.enum(['PERCENTAGE', 'ABSOLUTE_VALUE']),
  /** OK or ALARM, as AWS says; null where it says nothing. */
  state: z.string().nullable(),
  /** Null: could not be read. */
  subscribers: z.array(subscriberSchema).nullable(),
});

/** A budget as AWS describes it. */
export const budgetSchema = z.object({
  name: z.string(),
  /** COST, USAGE, RI_UTILIZATION, RI_COVERAGE, SAVINGS_PLANS_UTILIZATION, SAVINGS_PLANS_COVERAGE */
  type: z.string(),
  timeUnit: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']),
  /** Of the present period; null where AWS names none. */
  limit: amount.nullable(),
  /** By the period's first second (epoch seconds as AWS keys them, here ISO 8601), for planned limits. */
  plannedLimits: z.record(z.string(), amount).nullable(),
  /** HISTORICAL or FORECAST; null: the limit is set by hand. */
  autoAdjust: z.string().nullable(),
  actual: amount.nullable(),
  forecast: amount.nullable(),
  /** ISO 8601 in UTC; the whole life of the budget as AWS keeps it, not of the present period. */
  start: z.string().nullable(),
  end: z.string().nullable(),
  includesCredits: z.boolean().nullable(),
  includesRefunds: z.boolean().nullable(),
  /** CostTypes by AWS's own names, such as `UseAmortized`; null or left out: AWS tells none. */
  costTypes: z.record(z.string(), z.boolean()).nullable().optional(),
  /** What it sums in the newer form, such as `UnblendedCost`; null or left out: AWS tells none. */
  metrics: z.array(z.string()).nullable().optional(),
  /** The ARN of the view of the bill that it counts, where AWS tells one. */
  billingView: z.string().nullable().optional(),
  /** What it is narrowed to, in words; null: the whole account. */
  filter: z.string().nullable(),
  /** The linked accounts that it is narrowed to; null or left out: to none. */
  linkedAccounts: z.array(z.string()).nullable().optional(),
  lastUpdated: z.string().nullable(),
  /** Null: could not be read. */
  notifications: z.array(notificationSchema).nullable(),
});
export type Budget = z.infer<typeof budgetSchema>;
export type BudgetNotification = z.infer<typeof notificationSchema>;

export const budgetsSchema = z.object({ budgets: z.array(budgetSchema) });
