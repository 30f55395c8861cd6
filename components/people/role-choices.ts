import { type Role, roleOf, roles } from '#lib/auth/power.ts';

const can = {
  viewer: 'looks and exports',
  operator: 'also fixes, budgets, shares',
  administrator: 'also accounts and people',
} as const satisfies Record<Role, string>;

export const roleChoices = roles.map((role) => ({ value: role, label: `${role}: ${can[role]}` }));

/** Of the value of a choice; the least for anything else. */
export function chosenRole(value: FormDataEntryValue | null): Role {
  return roleOf(typeof value === 'string' ? value : null) ?? 'viewer';
}
