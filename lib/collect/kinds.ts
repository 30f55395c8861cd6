import { accountKinds } from '#lib/spend/reading.ts';

/** What is read of every bucket. */
export const bucketKinds = ['uploads', 'lifecycle'] as const;

/** What a collection can read; money and guardrails are read by account. */
export const collectKinds = [...bucketKinds, ...accountKinds] as const;
export type CollectKind = (typeof collectKinds)[number];
