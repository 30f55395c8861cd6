/** What components are given; the types alone, so that a client component pulls in nothing of the server. */

export type { Plan } from '#lib/fix/plan.ts';
export type { AppliedStarter } from '#lib/fix/starter-budget-apply.ts';
export type { StarterPlan } from '#lib/fix/starter-budget-plan.ts';
export type { BudgetStanding } from '#lib/spend/budget-standing.ts';
export type { BucketTotals, BucketView, Coverage, SnapshotView } from '#lib/store/buckets.ts';
export type { EstateHistory } from '#lib/store/estate-history.ts';
export type { FixState, FixView } from '#lib/store/fixes.ts';
export type { FixMark } from '#lib/store/history.ts';
export type { LastKnown } from '#lib/store/last-known.ts';
export type { OutOfSightBucket } from '#lib/store/out-of-sight-bucket.ts';
export type { BucketRef } from './buckets.ts';
