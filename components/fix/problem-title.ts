import type { ActionProblem } from '#lib/actions/action-result.ts';
import { isOfOrganization } from '#lib/guardrails/denial.ts';

/** What stands above a refusal: whose policy it was, where that decides whom to ask. */
export function problemTitle({ deniedBy, reason }: ActionProblem, otherwise: string): string {
  if (deniedBy !== undefined && isOfOrganization(deniedBy))
    return `${otherwise} A ${deniedBy} of the organization denies it.`;
  if (reason === 'notConnected' || reason === 'connection')
    return `${otherwise} Your connection with Identity Center has ended.`;
  return otherwise;
}
