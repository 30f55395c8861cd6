import type {
  Budget as AwsBudget,
  Subscriber as AwsSubscriber,
  CostTypes,
  Expression,
  Notification,
  NotificationWithSubscribers,
  Spend,
} from '@aws-sdk/client-budgets';
import { z } from 'zod';
import { type Budget, type BudgetNotification, notificationSchema, type Subscriber } from '#lib/spend/budget.ts';
import { decimalOf } from './amount.ts';

const timeUnit = z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']);
/** What AWS leaves out of a notification. */
const DEFAULT_THRESHOLD_TYPE = 'PERCENTAGE';

export type AwsNotification = Notification;
export type AwsNotifications = NotificationWithSubscribers[];

/**
 * A budget as AWS describes it, in our words. Null when it has no name or a period that we do not know.
 * `notifications` are asked for one by one; null: could not be read.
 */
export function budgetOf(budget: AwsBudget, notifications: BudgetNotification[] | null): Budget | null {
  const unit = timeUnit.safeParse(budget.TimeUnit);
  if (!budget.BudgetName || !unit.success) return null;
  const planned = Object.entries(budget.PlannedBudgetLimits ?? {});
  const includes = includedTypes(budget);
  return {
    name: budget.BudgetName,
    type: budget.BudgetType ?? 'COST',
    timeUnit: unit.data,
    limit: amountOf(budget.BudgetLimit),
    plannedLimits: planned.length > 0 ? plannedLimits(planned) : null,
    autoAdjust: budget.AutoAdjustData?.AutoAdjustType ?? null,
    actual: amountOf(budget.CalculatedSpend?.ActualSpend),
    forecast: amountOf(budget.CalculatedSpend?.ForecastedSpend),
    start: timeOf(budget.TimePeriod?.Start),
    end: timeOf(budget.TimePeriod?.End),
    includesCredits: includes?.credits ?? null,
    includesRefunds: includes?.refunds ?? null,
    costTypes: costTypesOf(budget.CostTypes),
    metrics: budget.Metrics?.length ? [...budget.Metrics] : null,
    billingView: budget.BillingViewArn ?? null,
    filter: filterInWords(budget),
    linkedAccounts: linkedAccountsOf(budget),
    lastUpdated: timeOf(budget.LastUpdatedTime),
    notifications,
  };
}

/** An alert of a budget; null when it is of a kind that we do not know. */
export function notificationOf(
  { NotificationType, ComparisonOperator, Threshold, ThresholdType, NotificationState }: Notification,
  subscribers: Subscriber[] | null,
): BudgetNotification | null {
  const read = notificationSchema.safeParse({
    type: NotificationType,
    operator: ComparisonOperator,
    threshold: Threshold,
    thresholdType: ThresholdType ?? DEFAULT_THRESHOLD_TYPE,
    state: NotificationState ?? null,
    subscribers,
  });
  return read.success ? read.data : null;
}

export function subscribersOf(subscribers: AwsSubscriber[]): Subscriber[] {
  return subscribers.flatMap(({ SubscriptionType, Address }) =>
    (SubscriptionType === 'EMAIL' || SubscriptionType === 'SNS') && Address
      ? [{ type: SubscriptionType, address: Address }]
      : [],
  );
}

function amountOf(spend: Spend | undefined): { amount: string; unit: string } | null {
  const amount = decimalOf(spend?.Amount);
  return amount === null ? null : { amount, unit: spend?.Unit ?? '' };
}

/** AWS keys planned limits by the first second of the period, in epoch seconds. */
function plannedLimits(planned: [string, Spend][]): NonNullable<Budget['plannedLimits']> {
  const limits: NonNullable<Budget['plannedLimits']> = {};
  for (const [second, spend] of planned) {
    const amount = amountOf(spend);
    const start = timeOf(new Date(Number(second) * 1000));
    if (amount && start) limits[start] = amount;
  }
  return limits;
}

function timeOf(date: Date | undefined): string | null {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

function costTypesOf(types: CostTypes | undefined): Record<string, boolean> | null {
  const told = Object.entries(types ?? {}).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean');
  return types ? Object.fromEntries(told) : null;
}

/** By CostTypes, whose defaults are true; in the newer form by the record types that the filter leaves out. */
function includedTypes({ BudgetType, CostTypes, Metrics, FilterExpression }: AwsBudget) {
  if (BudgetType && BudgetType !== 'COST') return null;
  if (CostTypes) return { credits: CostTypes.IncludeCredit ?? true, refunds: CostTypes.IncludeRefund ?? true };
  if (!Metrics?.length) return null;
  const left = excludedRecordTypes(FilterExpression);
  return { credits: !left.has('credit'), refunds: !left.has('refund') };
}

function excludedRecordTypes(filter: Expression | undefined): Set<string> {
  const parts = filter?.And ?? (filter ? [filter] : []);
  const values = parts.flatMap(({ Not }) =>
    Not?.Dimensions?.Key === 'RECORD_TYPE' ? (Not.Dimensions.Values ?? []) : [],
  );
  return new Set(values.map((value) => value.toLowerCase()));
}

/** Null: it is not narrowed to accounts, or by what else than their ids. */
function linkedAccountsOf({ CostFilters, FilterExpression }: AwsBudget): string[] | null {
  const parts = FilterExpression?.And ?? (FilterExpression ? [FilterExpression] : []);
  const byExpression = parts.find(({ Dimensions }) => Dimensions?.Key === 'LINKED_ACCOUNT')?.Dimensions;
  const isExact = (byExpression?.MatchOptions ?? ['EQUALS']).includes('EQUALS');
  return CostFilters?.LinkedAccount ?? (isExact ? byExpression?.Values : null) ?? null;
}

function filterInWords({ CostFilters, FilterExpression }: AwsBudget): string | null {
  const old = Object.entries(CostFilters ?? {}).map(([key, values]) => isOneOf(wordsOf(key), values));
  if (old.length > 0) return old.join(' and ');
  return FilterExpression ? inWords(FilterExpression) : null;
}

function inWords({ And, Or, Not, Dimensions, Tags, CostCategories }: Expression): string | null {
  if (And) return joined(And, ' and ');
  if (Or) return joined(Or, ' or ');
  const inner = Not && inWords(Not);
  if (inner) return `not (${inner})`;
  if (Dimensions)
    return isOneOf(`${wordsOf(Dimensions.Key ?? '')}${matched(Dimensions.MatchOptions)}`, Dimensions.Values ?? []);
  if (Tags) return isOneOf(`tag ${Tags.Key ?? ''}`, Tags.Values ?? []);
  if (CostCategories) return isOneOf(`cost category ${CostCategories.Key ?? ''}`, CostCategories.Values ?? []);
  return null;
}

/** Another match than the whole value. */
function matched(options: string[] = []): string {
  const others = options.filter((option) => !/^(EQUALS|CASE_(IN)?SENSITIVE)$/.test(option));
  return others.length > 0 ? ` (${others.map(wordsOf).join(', ')})` : '';
}

function joined(parts: Expression[], by: string): string | null {
  return (
    parts
      .map((part) => (part.And || part.Or ? `(${inWords(part)})` : inWords(part)))
      .filter((words) => words !== null)
      .join(by) || null
  );
}

/** `LinkedAccount` and `LINKED_ACCOUNT` are both "linked account". */
function wordsOf(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function isOneOf(what: string, values: string[]): string {
  return values.length === 1 ? `${what} is ${values[0]}` : `${what} is one of ${values.join(', ')}`;
}
