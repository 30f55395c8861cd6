import type { Collector, SpendCollector } from './collector.ts';
import { anomaliesCollector } from './collectors/anomalies.ts';
import { budgetsCollector } from './collectors/budgets.ts';
import { commitmentsCollector } from './collectors/commitments.ts';
import { costsCollector } from './collectors/costs.ts';
import { forecastCollector } from './collectors/forecast.ts';
import { guardrailsCollector } from './collectors/guardrails.ts';
import { lifecycleCollector } from './collectors/lifecycle.ts';
import { uploadsCollector } from './collectors/uploads.ts';

/** Every collector of money. */
export const spendCollectors: readonly SpendCollector[] = [
  costsCollector,
  forecastCollector,
  anomaliesCollector,
  commitmentsCollector,
  budgetsCollector,
];

/** Every collector that reads accounts as a whole. */
export const accountCollectors: readonly SpendCollector[] = [...spendCollectors, guardrailsCollector];

/** Every collector. Adding one is its file, its test and a line here. */
export const collectors: readonly Collector[] = [uploadsCollector, lifecycleCollector, ...accountCollectors];
