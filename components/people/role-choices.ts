import { type Role, roles } from '#lib/auth/power.ts';

const can = {
  viewer: 'looks and exports',
  operator: 'also fixes, budgets, shares',
  administrator: 'also names accounts, decides about people',
} as const satisfies Record<Role, string>;

export const roleChoices = roles.map((role) => ({ value: role, label: `${role}: ${can[role]}` }));

/** Of the value of a choice; the least for anything else. */
export function roleOf(value: string): Role {
  return roles.find((role) => role === value) ?? 'viewer';
}
