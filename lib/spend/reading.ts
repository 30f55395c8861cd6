import { z } from 'zod';

/** What is read of an account's money, each by a collector of its own. */
export const spendKinds = ['costs', 'forecast', 'anomalies', 'commitments', 'budgets'] as const;
export type SpendKind = (typeof spendKinds)[number];

/** What is read of an account as a whole: its money, and what guards it. */
export const accountKinds = [...spendKinds, 'guardrails'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** What a run does with accounts as a whole, in this order: it checks what can be reached of them, and reads the rest. */
export const accountTasks = ['preflight', ...accountKinds] as const;
export type AccountTask = (typeof accountTasks)[number];

/**
 * How the last attempt to read a kind from an account went. Only `ok` and `none` say something about money; all others
 * say why nothing is known, which is never a zero.
 */
export const readingStates = [
  'ok',
  'none', // AWS answered that there are none: no commitments owned, no anomaly monitor, no budget
  'notEnabled', // Cost Explorer was never enabled in this account
  'noData', // too new for data, or too little history
  'expired', // the bill is no longer available
  'denied',
  'unsupported', // this endpoint does not know the call, or answers something that is not AWS's
  'throttled',
  'budget', // our own daily ceiling was reached
  'failed',
] as const;
export type ReadingState = (typeof readingStates)[number];

/** An account's reading of one kind, as of a snapshot. */
export type SpendReading = {
  kind: AccountKind;
  accountId: string;
  state: ReadingState;
  /** In words, with the next step; null where the state is `ok` or `none`. */
  problem: string | null;
  readAt: Date;
  /** When `data` was read: earlier than `readAt` where the last attempt failed and the former data are kept. */
  dataAt: Date | null;
  /** ISO 4217, of the bill. */
  currency: string | null;
  data: unknown;
};

export const decimalString = z.string().regex(/^-?\d+(\.\d+)?$/);
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
