import type { KeyCoverage } from './coverage.ts';
import { eligibleAt } from './eligible.ts';

/**
 * What the rules do to one upload, in a few words; `at` is when S3 may abort it.
 * @param coverage of its key; null: the rules are not known
 */
export function uploadEnding({
  coverage,
  initiatedAt,
  now,
}: {
  coverage: KeyCoverage | null;
  initiatedAt: Date;
  now: Date;
}): { words: string; at: Date | null } {
  if (!coverage) return { words: 'not known', at: null };
  const { abortAfterDays: days } = coverage;
  if (days === null) return { words: coverage.coverage === 'disabled' ? 'rule disabled' : 'no rule', at: null };
  const at = eligibleAt({ initiatedAt, days });
  // S3 aborts within a day or more of the midnight that makes it eligible.
  if (at <= now) return { words: 'due, waits for S3', at };
  return { words: `aborted after ${days} ${days === 1 ? 'day' : 'days'}`, at };
}
