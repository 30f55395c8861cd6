import type { AccountKind, SpendReading } from '#lib/spend/reading.ts';
import type { CollectKind } from './kinds.ts';
import type { ReadingContext } from './reading-context.ts';

/** Something a collection reads. It declares what it needs; it decides nothing. */
export type Collector = {
  kind: CollectKind;
  /** What it reads, in words. */
  title: string;
  /** IAM actions without which it is blind. */
  actions: readonly string[];
};

/** One that reads accounts, not buckets. */
export type SpendCollector = Collector & {
  kind: AccountKind;
  /** The state of every account that it asked; throws only for faults of our own. */
  read(context: ReadingContext): Promise<SpendReading[]>;
};
