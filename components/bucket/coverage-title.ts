import type { CoverageVerdict } from '#lib/lifecycle/coverage.ts';

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const named = 3;

/** What is wrong with the coverage, or right, as a sentence. */
export function coverageTitle({ coverage, abortAfterDays, prefixes }: CoverageVerdict, rules: number): string {
  if (coverage === 'full') return `A rule for the whole bucket aborts uploads after ${days(abortAfterDays ?? 0)}`;
  if (coverage === 'disabled') return 'The rule that would abort unfinished uploads is disabled';
  if (coverage === 'none') {
    if (rules === 0) return 'It has no lifecycle rules, so nothing ends unfinished uploads';
    return rules === 1
      ? 'Its one rule does not end unfinished uploads'
      : `None of its ${rules} rules ends unfinished uploads`;
  }
  const shown = prefixes.slice(0, prefixes.length > named ? named - 1 : named).map(({ prefix }) => prefix);
  const more = prefixes.length - shown.length;
  const list = more > 0 ? [...shown, `${more} more`] : shown;
  const text = list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)}` : (list[0] ?? '');
  const count = words[prefixes.length] ?? String(prefixes.length);
  return `${count} ${prefixes.length === 1 ? 'rule covers' : 'rules cover'} only ${text}`;
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}
