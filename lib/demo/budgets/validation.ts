import type { z } from 'zod';
import { ServiceFailure } from '../service-failure.ts';
import type { BudgetBody, SubscriberBody, subscribedSchema } from './budget-schema.ts';
import { invalidParameter } from './failure.ts';

const types = ['COST', 'USAGE', 'RI_UTILIZATION', 'RI_COVERAGE', 'SAVINGS_PLANS_UTILIZATION', 'SAVINGS_PLANS_COVERAGE'];
const timeUnits = ['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM'];
/** Periods that a plan of limits names. */
const plannedPeriods: Record<string, number> = { MONTHLY: 12, QUARTERLY: 4 };
const MOST_NOTIFICATIONS = 10;
const MOST_ADDRESSES = 10;

/** The rules of the Budgets API reference. @throws ServiceFailure InvalidParameterException */
export function checkBudget(budget: BudgetBody, currency: string): void {
  const { BudgetName: name, BudgetType: type, TimeUnit: unit, BudgetLimit, PlannedBudgetLimits, TimePeriod } = budget;
  require(name.length >= 1 && name.length <= 100, 'The budget name must have 1 to 100 characters.');
  require(!/[:\\]|\/action\//.test(name), `Budget name ${name} is invalid: it must not contain : or \\ or /action/.`);
  require(types.includes(type), `Budget type ${type} is invalid.`);
  require(timeUnits.includes(unit), `Time unit ${unit} is invalid.`);
  require(!(BudgetLimit && PlannedBudgetLimits), 'BudgetLimit and PlannedBudgetLimits cannot be set together.');
  const isMoney = type === 'COST' || type === 'USAGE';
  const hasLimit =
    BudgetLimit !== undefined || PlannedBudgetLimits !== undefined || budget.AutoAdjustData !== undefined;
  require(!isMoney || hasLimit, 'A budget limit is required for cost and usage budgets.');
  if (PlannedBudgetLimits) checkPlan(PlannedBudgetLimits, unit);
  for (const { Amount, Unit } of [...(BudgetLimit ? [BudgetLimit] : []), ...Object.values(PlannedBudgetLimits ?? {})]) {
    require(/^([0-9]*\.)?[0-9]+$/.test(Amount), `Budget limit ${Amount} is not a number.`);
    require(Number(Amount) > 0, 'The budget limit must be greater than 0.');
    require(type !== 'COST' || Unit === currency, `Unit ${Unit} is invalid: cost budgets are in ${currency}.`);
    require(isMoney || Number(Amount) === 100, 'The limit of a utilization or coverage budget is 100.');
  }
  require(!(budget.CostFilters && budget.FilterExpression), 'CostFilters and FilterExpression cannot be set together.');
  require(!(budget.CostTypes && budget.Metrics), 'CostTypes and Metrics cannot be set together.');
  require(type === 'COST' || !budget.CostTypes, 'CostTypes is only allowed for cost budgets.');
  const { Start = 0, End = Number.POSITIVE_INFINITY } = TimePeriod ?? {};
  require(Start < End, 'The start of the time period must be before its end.');
  require(unit !== 'CUSTOM' || Number.isFinite(End), 'A custom budget needs a start and an end.');
  checkAutoAdjust(budget.AutoAdjustData);
}

/** @throws ServiceFailure InvalidParameterException, DuplicateRecordException */
export function checkNotifications(budget: BudgetBody, given: readonly z.output<typeof subscribedSchema>[]): void {
  require(given.length <= MOST_NOTIFICATIONS, `A budget has at most ${MOST_NOTIFICATIONS} notifications.`);
  const seen = new Set<string>();
  for (const { Notification, Subscribers } of given) {
    const { NotificationType, ComparisonOperator, Threshold, ThresholdType = 'PERCENTAGE' } = Notification;
    require(['ACTUAL', 'FORECASTED'].includes(NotificationType), `Notification type ${NotificationType} is invalid.`);
    require(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO'].includes(
      ComparisonOperator,
    ), `Comparison operator ${ComparisonOperator} is invalid.`);
    require(['PERCENTAGE', 'ABSOLUTE_VALUE'].includes(ThresholdType), `Threshold type ${ThresholdType} is invalid.`);
    require(Threshold > 0 && Threshold <= 1e9, 'The threshold must be greater than 0 and at most 1000000000.');
    require(NotificationType === 'ACTUAL' ||
      budget.TimeUnit !== 'DAILY', 'Forecasted notifications are not supported for daily budgets.');
    const key = [NotificationType, ComparisonOperator, Threshold, ThresholdType].join(' ');
    if (seen.has(key)) throw duplicate('notification', key);
    seen.add(key);
    checkSubscribers(Subscribers);
  }
}

function checkSubscribers(subscribers: readonly SubscriberBody[]): void {
  const ofType = (type: string) => subscribers.filter(({ SubscriptionType }) => SubscriptionType === type).length;
  require(subscribers.length > 0, 'A notification needs at least one subscriber.');
  require(ofType('EMAIL') <= MOST_ADDRESSES, `A notification has at most ${MOST_ADDRESSES} e-mail subscribers.`);
  require(ofType('SNS') <= 1, 'A notification has at most one SNS subscriber.');
  for (const { SubscriptionType: type, Address: address } of subscribers) {
    require(type === 'EMAIL' || type === 'SNS', `Subscription type ${type} is invalid.`);
    const pattern =
      type === 'EMAIL' ? /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/ : /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/;
    require(pattern.test(address), `Subscriber address ${address} is invalid.`);
    if (subscribers.filter((each) => each.Address === address).length > 1) throw duplicate('subscriber', address);
  }
}

function checkPlan(limits: NonNullable<BudgetBody['PlannedBudgetLimits']>, unit: string): void {
  const count = plannedPeriods[unit];
  if (count === undefined)
    throw invalidParameter('PlannedBudgetLimits is only supported for monthly and quarterly budgets.');
  require(Object.keys(limits).length === count, `PlannedBudgetLimits must have ${count} values for this time unit.`);
}

function checkAutoAdjust(data: BudgetBody['AutoAdjustData']): void {
  if (!data) return;
  const { AutoAdjustType: type, HistoricalOptions: options } = data;
  require(type === 'HISTORICAL' || type === 'FORECAST', `Auto adjust type ${type} is invalid.`);
  require((type === 'HISTORICAL') === (options !== undefined), 'HistoricalOptions belongs to HISTORICAL alone.');
}

function require(holds: boolean, message: string): void {
  if (!holds) throw invalidParameter(message);
}

function duplicate(what: string, value: string): ServiceFailure {
  const message = `Duplicate ${what}: ${value}`;
  return new ServiceFailure({ status: 400, code: 'DuplicateRecordException', message });
}
