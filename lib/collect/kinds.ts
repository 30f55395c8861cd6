import { spendKinds } from '#lib/spend/reading.ts';

/** What is read of every bucket. */
export const bucketKinds = ['uploads', 'lifecycle'] as const;

/** What a collection can read; money is read by account. */
export const collectKinds = [...bucketKinds, ...spendKinds] as const;
export type CollectKind = (typeof collectKinds)[number];
