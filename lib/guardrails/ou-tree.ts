/** A unit of an organization with what is in it. */
export type OuNode<A> = {
  /** Its own name; '' for the root. */
  name: string;
  /** Names from the root down, joined by `/`; '' for the root. */
  path: string;
  units: OuNode<A>[];
  /** Directly in it. */
  accounts: A[];
};

type Placed = { ou: readonly string[]; name: string };

/** How a unit is called in filters and addresses. A name may hold a slash: it is not a separator then. */
export function ouPath(ou: readonly string[]): string {
  return ou.map((name) => name.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/** The names of a path, from the root down; none for ''. */
export function ouOfPath(path: string): string[] {
  return path === '' ? [] : path.split('/').map((name) => name.replaceAll('%2F', '/').replaceAll('%25', '%'));
}

/** Whether a unit is the one of the path or below it; '' is the root, in which everything is. */
export function isInOu(ou: readonly string[], path: string): boolean {
  const own = ouPath(ou);
  return path === '' || own === path || own.startsWith(`${path}/`);
}

/** The tree of the units that accounts are in, units and accounts by name. Accounts of no unit are in the root. */
export function ouTree<A extends Placed>(accounts: readonly A[]): OuNode<A> {
  const root: OuNode<A> = { name: '', path: '', units: [], accounts: [] };
  for (const account of accounts) nodeAt(root, account.ou).accounts.push(account);
  sort(root);
  return root;
}

/** Every account in a unit and below it. */
export function accountsBelow<A>({ units, accounts }: OuNode<A>): A[] {
  return [...accounts, ...units.flatMap(accountsBelow)];
}

/** How many units there are, those that hold nothing but other units too. */
export function countUnits<A>({ units }: OuNode<A>): number {
  return units.reduce((sum, unit) => sum + 1 + countUnits(unit), 0);
}

function nodeAt<A>(root: OuNode<A>, ou: readonly string[]): OuNode<A> {
  let node = root;
  ou.forEach((name, depth) => {
    let next = node.units.find((unit) => unit.name === name);
    if (!next) {
      next = { name, path: ouPath(ou.slice(0, depth + 1)), units: [], accounts: [] };
      node.units.push(next);
    }
    node = next;
  });
  return node;
}

function sort<A extends Placed>(node: OuNode<A>): void {
  node.units.sort((a, b) => a.name.localeCompare(b.name));
  node.accounts.sort((a, b) => a.name.localeCompare(b.name));
  node.units.forEach(sort);
}
