import { accountTasks } from '#lib/spend/reading.ts';

/** What is read of every bucket. */
export const bucketKinds = ['uploads', 'lifecycle'] as const;

/** What a collection can do; money and guardrails are read by account, and `preflight` is what Check now does. */
export const collectKinds = [...bucketKinds, ...accountTasks] as const;
export type CollectKind = (typeof collectKinds)[number];
