import { z } from 'zod';
import { day, decimalString } from './reading.ts';

const month = z.object({
  start: day,
  /** Per cent of what was committed that was used; null where AWS names none. */
  utilization: z.number().nullable(),
  /** Per cent of what could be covered that was. */
  coverage: z.number().nullable(),
  committed: decimalString.nullable(),
  /** Paid and not used. */
  unused: decimalString.nullable(),
  /** Against on-demand prices. */
  netSavings: decimalString.nullable(),
  /** What it covers: cost at on-demand prices, to tell whether the workload shrinks. */
  onDemandEquivalent: decimalString.nullable(),
});

/** Savings Plans and reservations by month, the oldest first; null: none owned. */
export const commitmentsSchema = z.object({
  savingsPlans: z.array(month).nullable(),
  reservations: z.array(month).nullable(),
});
export type CommitmentMonth = z.infer<typeof month>;
export type Commitments = z.infer<typeof commitmentsSchema>;
