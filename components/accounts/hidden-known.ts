import type { AccountGlance } from '#lib/data/accounts.ts';
import { hiddenIn } from '#lib/waste/hidden.ts';

type Figures = Pick<AccountGlance, 'checkedAt' | 'buckets' | 'unreadable' | 'bytes' | 'atLeast'>;

/** Whether anything is known of what an account hides: something of it was read, or it was listed and has no bucket. */
export function isHiddenKnown({ checkedAt, buckets, unreadable, bytes, atLeast }: Figures): boolean {
  if (buckets === 0) return !atLeast;
  return checkedAt !== null && hiddenIn({ buckets, unread: unreadable, bytes, atLeast }) !== 'unknown';
}
