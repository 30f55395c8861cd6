import type { Place } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { accountsBelow, type OuNode, ouTree } from '#lib/guardrails/ou-tree.ts';

type Placed = Pick<Place, 'accountId' | 'name' | 'ou'> & { apart?: boolean };
export type PlaceChoice = { value: string; label: string };
/** What a native select takes: choices, and groups of them. */
export type PlaceChoices = (PlaceChoice | { group: string; items: PlaceChoice[] })[];

/**
 * Units and accounts to choose from, unit by unit; `countOf` says what stands behind an account's name. One that is not
 * looked at stands apart by its name, and is counted nowhere.
 */
export function placeChoices(
  places: readonly Placed[],
  countOf?: (accountId: string) => number | undefined,
): PlaceChoices {
  const lookedAt = places.filter(({ apart }) => apart !== true);
  const apart = places.filter((place) => place.apart === true);
  const tree = ouTree(lookedAt);
  const choice = ({ accountId, name }: Placed): PlaceChoice => {
    const count = countOf?.(accountId);
    return { value: accountId, label: count === undefined ? name : `${name} (${count})` };
  };
  const groups = unitsIn(tree).map((unit) => ({
    group: unitWords(unit.path),
    items: [
      { value: placeValue({ ou: unit.path }), label: `All of ${unit.name} (${sizeOf(unit)})` },
      ...unit.accounts.map(choice),
    ],
  }));
  return [
    { value: '', label: `All ${accountCount(lookedAt.length)}` },
    ...tree.accounts.map(choice),
    ...groups,
    ...apart.map(({ accountId, name }) => ({ value: accountId, label: `${name} (not looked at)` })),
  ];
}

/** A scope as the value of a choice: no account id has a colon. */
export function placeValue({ account, ou }: Scope): string {
  return account ?? (ou === undefined ? '' : `ou:${ou}`);
}

export function placeOf(value: string): Scope {
  if (value.startsWith('ou:')) return { account: undefined, ou: value.slice('ou:'.length) };
  return { account: value === '' ? undefined : value, ou: undefined };
}

/** A path as people read it: "Workloads / Prod". */
export function unitWords(path: string): string {
  return path
    .split('/')
    .map((name) => name.replaceAll('%2F', '/'))
    .join(' / ');
}

/** Every unit, each before what is below it. */
function unitsIn(node: OuNode<Placed>): OuNode<Placed>[] {
  return node.units.flatMap((unit) => [unit, ...unitsIn(unit)]);
}

function sizeOf(unit: OuNode<Placed>): string {
  return accountCount(accountsBelow(unit).length);
}

function accountCount(count: number): string {
  return `${count} ${count === 1 ? 'account' : 'accounts'}`;
}
