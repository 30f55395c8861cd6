import type { SpendPlan } from './spend-plan.ts';

/** A plan that bills nothing but the storage of S3: for tests that put costs in themselves. */
export const storageOnly: SpendPlan = {
  currency: 'USD',
  workloads: [],
  surges: [],
  adjustments: [],
  savingsPlan: null,
  reservation: null,
  taxRates: {},
  objectsGib: () => 0,
  monitors: [],
};
