import { mayRole, type Power, type Role, roleFor, roles } from '#lib/auth/power.ts';
import type { ViewerFacts } from '#lib/data/viewer.ts';

/** "an operator" */
export function aRole(role: Role): string {
  return role === 'viewer' ? 'a viewer' : `an ${role}`;
}

/** "operators and administrators": who has a power. */
export function whoMay(power: Power): string {
  const names = roles.slice(roles.indexOf(roleFor(power))).map((role) => `${role}s`);
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

/** Why somebody may not do something, and what to do about it; null: they may. */
export function whyNot(viewer: ViewerFacts | null, power: Power): string | null {
  if (!viewer) return 'Nobody is signed in here any more: read the page again.';
  if (viewer.powers.includes(power)) return null;
  if (viewer.reduced === 'secondFactor' && mayRole(viewer.granted, power))
    return 'You only look until you have a second factor: set it up under Your sign-in.';
  if (viewer.local) return 'Only a person who has signed in may do this, and nobody can sign in here yet.';
  return `Only ${whoMay(power)} may do this; you are ${aRole(viewer.role)}.`;
}
