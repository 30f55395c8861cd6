import type { Budget, BudgetNotification } from './budget.ts';
import type { StarterRequest } from './starter-budget.ts';

/** What AWS leaves out of CostTypes: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CostTypes.html */
const defaultCostTypes: Record<string, boolean> = { UseBlended: false, UseAmortized: false };
const METRIC = 'UnblendedCost';
/** The end that AWS gives a budget without one. */
const NO_END = '2087-06-15T00:00:00.000Z';
/** How the newer form of a budget leaves out credits and refunds. */
const withoutCredits = /^not \(record type is one of (credit, refund|refund, credit)\)$/i;

/**
 * In what a budget differs from the one that a request would create, in words; empty: it is that one. What AWS fills in
 * itself counts for nothing: its start, what was spent, when it was last changed, the end that means none.
 * @param unreadAlertsCount whether what AWS did not let us read, or a server does not say, counts as a difference
 */
export function starterDifferences(
  { Budget: wanted, NotificationsWithSubscribers }: StarterRequest,
  budget: Budget,
  { unreadAlertsCount = true }: { unreadAlertsCount?: boolean } = {},
): string[] {
  const { Amount, Unit } = wanted.BudgetLimit;
  const { limit, filter, autoAdjust, plannedLimits, end, billingView } = budget;
  return [
    budget.type === 'COST' ? null : `it is a ${budget.type} budget`,
    budget.timeUnit === 'DAILY' ? null : `it is ${budget.timeUnit.toLowerCase()}, not daily`,
    limit && Number(limit.amount) === Number(Amount) && limit.unit === Unit
      ? null
      : `its limit is ${limit ? `${limit.amount} ${limit.unit}` : 'not set'}, not ${Amount} ${Unit}`,
    autoAdjust === null ? null : 'its limit adjusts itself',
    plannedLimits === null ? null : 'it has planned limits',
    filter === null || withoutCredits.test(filter) ? null : `it is narrowed to: ${filter}`,
    end === null || end === NO_END ? null : `it ends on ${end.slice(0, 10)}`,
    !billingView || billingView.endsWith('billingview/primary') ? null : `it counts the billing view ${billingView}`,
    ...countedDifferences(wanted.CostTypes, budget, unreadAlertsCount),
    alertDifference(NotificationsWithSubscribers, budget, unreadAlertsCount),
  ].filter((difference) => difference !== null);
}

/** Whether a budget is the one that a request would create, as far as it was read whole. */
export function sameBudget(request: StarterRequest, budget: Budget): boolean {
  return starterDifferences(request, budget).length === 0;
}

/** What of the bill it counts. */
function countedDifferences(
  wanted: StarterRequest['Budget']['CostTypes'],
  { costTypes, metrics, includesCredits, includesRefunds }: Budget,
  unreadCounts: boolean,
): (string | null)[] {
  const apart = (what: string, included: boolean | null) => {
    if (included) return `${what} are counted`;
    return included === null && unreadCounts ? `whether ${what} are counted could not be read` : null;
  };
  const told = costTypes ?? null;
  const names = Object.keys({ ...wanted, ...told }).filter((name) => !/^Include(Credit|Refund)$/.test(name));
  const others = told ? names.filter((name) => isOn(told, name) !== isOn(wanted, name)) : [];
  return [
    apart('credits', includesCredits),
    apart('refunds', includesRefunds),
    ...others.map((name) => `its ${name} is ${isOn(told ?? {}, name)}, not ${isOn(wanted, name)}`),
    metrics?.some((metric) => metric !== METRIC) ? `it sums ${metrics.join(', ')}, not ${METRIC}` : null,
    !told && !metrics && unreadCounts ? 'which costs it counts could not be read' : null,
  ];
}

function isOn(types: Record<string, boolean>, name: string): boolean {
  return types[name] ?? defaultCostTypes[name] ?? true;
}

function alertDifference(
  wanted: StarterRequest['NotificationsWithSubscribers'],
  { notifications }: Budget,
  unreadCounts: boolean,
): string | null {
  const unread = notifications === null || notifications.some(({ subscribers }) => subscribers === null);
  if (unread && unreadCounts) return 'its alerts could not be read';
  if (notifications === null) return null;
  const same = unread
    ? isSame(
        wanted.map(({ Notification }) => String(Notification.Threshold)),
        notifications.map(thresholdText),
      )
    : isSame(
        wanted.flatMap(({ Notification, Subscribers }) =>
          Subscribers.map((one) => alertText(String(Notification.Threshold), one.SubscriptionType, one.Address)),
        ),
        notifications.flatMap(alertTexts),
      );
  return same ? null : 'its alerts, or whom they tell, are others';
}

function alertTexts(notification: BudgetNotification): string[] {
  const at = thresholdText(notification);
  const told = notification.subscribers ?? [];
  return told.length > 0 ? told.map((one) => alertText(at, one.type, one.address)) : [`${at} nobody`];
}

function thresholdText({ type, operator, threshold, thresholdType }: BudgetNotification): string {
  const plain = type === 'ACTUAL' && operator === 'GREATER_THAN' && thresholdType === 'PERCENTAGE';
  return plain ? String(threshold) : `${type} ${operator} ${threshold} ${thresholdType}`;
}

function isSame(one: string[], other: string[]): boolean {
  const sorted = (texts: string[]) => [...new Set(texts)].sort().join('\n');
  return sorted(one) === sorted(other);
}

function alertText(at: string, type: 'EMAIL' | 'SNS', address: string): string {
  return `${at} ${type} ${type === 'EMAIL' ? address.toLowerCase() : address}`;
}
