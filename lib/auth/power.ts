/** What people and programs may be here, the least first. Each may all that the ones before it may. */
export const roles = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];

/**
 * Everything that can be done here, and the least role that may. A page, an action or a call of the API names the one
 * power that it takes; nothing else decides who may do what.
 */
const leastRole = {
  /** See every page that is about the estate. */
  look: 'viewer',
  /** Take figures away: CSV, pictures, reports. */
  export: 'viewer',
  /** Have AWS read now. */
  collect: 'operator',
  /** Preview, apply and undo fixes. */
  fix: 'operator',
  /** Create and delete budgets in AWS. */
  budget: 'operator',
  /** Make links that strangers can open. */
  share: 'operator',
  /** Say where reports and alerts are sent. */
  deliver: 'operator',
  /** Name accounts and leave them out. */
  accounts: 'administrator',
  /** Invite people, change what they may, end their sessions, make tokens; see who signed in. */
  people: 'administrator',
} as const satisfies Record<string, Role>;

export type Power = keyof typeof leastRole;
export const powers = Object.keys(leastRole) as Power[];

/** A role as it is stored; null for a word that is none. */
export function roleOf(text: string | null | undefined): Role | null {
  return roles.find((role) => role === text) ?? null;
}

/** The lesser of two roles. */
export function lesserRole(a: Role, b: Role): Role {
  return roles.indexOf(a) < roles.indexOf(b) ? a : b;
}

/** The role that one must at least have. */
export function roleFor(power: Power): Role {
  return leastRole[power];
}

export function mayRole(role: Role, power: Power): boolean {
  return roles.indexOf(role) >= roles.indexOf(leastRole[power]);
}
