import type { Check } from './check.ts';
import type { GuardrailStanding } from './guardrail-standing.ts';

type Titles = Pick<Check, 'title' | 'passedTitle'>;

/** What a check says of one account, as a heading: of what could not be seen neither that it holds nor that it fails. */
export function titleOf({ title, passedTitle }: Titles, status: GuardrailStanding['status']): string {
  if (status === 'blind') return `Not known: ${title}`;
  return status === 'pass' ? passedTitle : title;
}

/** The same of several accounts; the arguments count those of which it says so. */
export function titleOfMany(
  check: Titles,
  { failing, blind, passing }: { failing: number; blind: number; passing: number },
): string {
  if (failing > 0) return check.title;
  if (blind === 0) return check.passedTitle;
  return passing > 0 ? `${check.passedTitle}, where it can be seen` : titleOf(check, 'blind');
}
