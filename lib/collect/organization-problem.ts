import type { OrganizationFound } from '#lib/store/organization.ts';

/** Why the organization could not be listed whole, with what ends that, in one text; null when it could. */
export function organizationProblem({ problem, remedy }: Pick<OrganizationFound, 'problem' | 'remedy'>): string | null {
  if (problem === null || remedy === null) return problem;
  const { statement, exemption, where } = remedy;
  if (statement) return `${problem} The statement to add to ${where}: ${JSON.stringify(statement)}`;
  return exemption ? `${problem} To add to the Condition of the Deny: ${JSON.stringify(exemption)}` : problem;
}
