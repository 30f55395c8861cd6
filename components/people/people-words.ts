import type { Person } from '#lib/data/people.ts';

/** The page in a sentence. */
export function headlineOf(people: readonly Person[]): string {
  const enabled = people.filter(isEnabled);
  if (enabled.length === 0) return 'Nobody can sign in yet.';
  const administrators = enabled.filter(({ role }) => role === 'administrator').length;
  if (enabled.length === 1) return 'One person can sign in.';
  return `${enabled.length} people can sign in, ${administrators} of them ${administrators === 1 ? 'is an administrator' : 'are administrators'}.`;
}

/** Who may fix, signs in by password, and has no second factor. */
export function withoutSecondFactor(people: readonly Person[]): Person[] {
  return people.filter(
    (person) => isEnabled(person) && person.role !== 'viewer' && person.hasPassword && !person.secondFactor,
  );
}

export function isEnabled({ disabledAt }: Person): boolean {
  return disabledAt === null;
}

/** "Robin, Kim and 3 more" */
export function someNames(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(shown);
}
