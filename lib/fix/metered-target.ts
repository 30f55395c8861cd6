import type { AwsTarget } from '#lib/aws/target.ts';

/** A target whose calls are counted; `settle` books them to the day's spending. */
export type MeteredTarget = AwsTarget & { settle(): Promise<void> };

export function meteredTarget(target: Omit<AwsTarget, 'meter'>): MeteredTarget {
  return { ...target, settle: async () => undefined };
}
