import type { Plan } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';

/** What the rules in force cover, as the end of a sentence about the bucket. */
export function verdictWords({ coverage, abortAfterDays, prefixes }: Plan['verdict']): string {
  if (coverage === 'full') return `a rule for the whole bucket aborts after ${plural(abortAfterDays ?? 0, 'day')}`;
  if (coverage === 'disabled') return 'its abort rule is disabled';
  if (coverage === 'none') return 'no rule aborts unfinished uploads';
  const [only] = prefixes;
  return prefixes.length === 1 && only
    ? `its abort rule covers only ${only.prefix}`
    : `its abort rules cover only ${formatCount(prefixes.length)} prefixes`;
}

export function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}
