import { type Role, roles } from '#lib/auth/power.ts';

/** The highest role that groups give; `*` is everybody. Null: none. Names of groups are compared exactly. */
export function roleOfGroups(groups: readonly string[], given: readonly { group: string; role: Role }[]): Role | null {
  const held = given.filter(({ group }) => group === '*' || groups.includes(group)).map(({ role }) => role);
  return roles.findLast((role) => held.includes(role)) ?? null;
}

const IDENTIFIER = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Groups as a claim or an attribute has them: a list, one name, or identifiers of IAM Identity Center in one text. */
export function groupsOf(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  const [only = ''] = texts;
  if (texts.length !== 1) return texts;
  // Names may have commas, identifiers have none: only a list of these is taken apart.
  const parts = only.split(/[\s,;]+/).filter(Boolean);
  return parts.length > 1 && parts.every((part) => IDENTIFIER.test(part)) ? parts : [only];
}
