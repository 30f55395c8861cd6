import type { Budget, BudgetNotification } from './budget.ts';

/** A monthly cost budget of 1,000 USD that tells somebody at 80 %. */
export function budget(rest: Partial<Budget> = {}): Budget {
  return {
    name: 'data-platform',
    type: 'COST',
    timeUnit: 'MONTHLY',
    limit: { amount: '1000', unit: 'USD' },
    plannedLimits: null,
    autoAdjust: null,
    actual: { amount: '300', unit: 'USD' },
    forecast: null,
    start: '2025-01-01T00:00:00.000Z',
    end: '2087-06-15T00:00:00.000Z',
    includesCredits: false,
    includesRefunds: false,
    filter: null,
    lastUpdated: null,
    notifications: [alert()],
    ...rest,
  };
}

export function alert(rest: Partial<BudgetNotification> = {}): BudgetNotification {
  const subscribers = [{ type: 'EMAIL' as const, address: 'finops@example.com' }];
  const at = { threshold: 80, thresholdType: 'PERCENTAGE', state: 'OK' } as const;
  return { type: 'ACTUAL', operator: 'GREATER_THAN', ...at, subscribers, ...rest };
}
