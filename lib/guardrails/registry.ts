import type { Check } from './check.ts';
import { missingAlternateContact } from './checks/missing-alternate-contact.ts';
import { missingCostBudget } from './checks/missing-cost-budget.ts';
import { rolesWithoutMfa } from './checks/roles-without-mfa.ts';
import { rootUsedRecently } from './checks/root-used-recently.ts';
import { rootWithAccessKeys } from './checks/root-with-access-keys.ts';
import { rootWithoutMfa } from './checks/root-without-mfa.ts';
import { staleAccessKeys } from './checks/stale-access-keys.ts';
import { usersWithoutMfa } from './checks/users-without-mfa.ts';

/** In the order in which an account is told: MFA, a budget and a sealed root user come first. */
export const checks: readonly Check[] = [
  rootWithoutMfa,
  rootWithAccessKeys,
  rootUsedRecently,
  usersWithoutMfa,
  missingCostBudget,
  rolesWithoutMfa,
  staleAccessKeys,
  missingAlternateContact,
];

/** The check of an id, or undefined. */
export function checkOf(id: string): Check | undefined {
  return checks.find((check) => check.id === id);
}
