import type { CollectKind } from './kinds.ts';

/** Something a collection reads. It declares what it needs; it decides nothing. */
export type Collector = {
  kind: CollectKind;
  /** What it reads, in words. */
  title: string;
  /** IAM actions without which it is blind. */
  actions: readonly string[];
};
