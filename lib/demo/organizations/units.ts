import { randomOf } from '../random.ts';
import { stateOf } from '../world/account.ts';
import type { AccountSpec, Organization } from '../world/organization.ts';

/** The root or an organizational unit; `path` is '' for the root, and what its parents are called with it else. */
export type Unit = { id: string; name: string; path: string; parent: Unit | null };

/** The tree of an organization. Accounts and their units come and go: it is read anew from them. */
export type Units = {
  organizationId: string;
  rootAccess: readonly string[];
  root: Unit;
  /** All units but the root, parents first. */
  all(): Unit[];
  byId(id: string): Unit | undefined;
  /** Where an account is. */
  of(account: AccountSpec): Unit;
};

export function unitsOf(organization: Organization, accounts: () => AccountSpec[]): Units {
  const { managementAccountId, units = [], rootAccess = [] } = organization;
  const random = randomOf('organization', managementAccountId);
  const organizationId = `o-${random.hex(10)}`;
  const rootId = `r-${random.hex(4)}`;
  const root: Unit = { id: rootId, name: 'Root', path: '', parent: null };
  const byPath = new Map<string, Unit>([['', root]]);
  const byId = new Map<string, Unit>([[rootId, root]]);
  const unitAt = (path: string): Unit => {
    const known = byPath.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const parent = unitAt(path.slice(0, Math.max(cut, 0)));
    const id = `ou-${rootId.slice(2)}-${randomOf('unit', managementAccountId, path).hex(8)}`;
    const unit = { id, name: path.slice(cut + 1), path, parent };
    byPath.set(path, unit);
    byId.set(id, unit);
    return unit;
  };
  const settle = () => {
    for (const path of units) unitAt(path);
    for (const account of accounts()) if (stateOf(account) !== 'LEFT') unitAt(account.unit ?? '');
  };
  return {
    organizationId,
    rootAccess,
    root,
    all: () => {
      settle();
      return [...byId.values()].filter((unit) => unit !== root);
    },
    byId: (id) => {
      settle();
      return byId.get(id);
    },
    of: (account) => unitAt(account.unit ?? ''),
  };
}

/** As Organizations writes a place in the tree: `o-…/r-…/ou-…/`. */
export function pathOf(organizationId: string, unit: Unit): string {
  return unit.parent ? `${pathOf(organizationId, unit.parent)}${unit.id}/` : `${organizationId}/${unit.id}/`;
}
