import { type Budget, budgetsSchema } from './budget.ts';
import type { SpendReading } from './reading.ts';

/** Where AWS gave no reason of its own. */
export const BUDGETS_UNREAD = 'Its budgets could not be read.';

/** The budgets that the last attempt read: `[]` where there are none; null: they could not be read then. */
export function budgetsRead({ state, data }: Pick<SpendReading, 'state' | 'data'>): Budget[] | null {
  if (state === 'none') return [];
  const read = state === 'ok' ? budgetsSchema.safeParse(data) : null;
  return read?.success ? read.data.budgets : null;
}
