import type { AppError } from '#lib/errors.ts';
import { parseDenial } from '#lib/guardrails/denial.ts';
import { actionOf, type PartName } from '#lib/guardrails/inventory.ts';
import type { Blind } from '#lib/guardrails/part.ts';

/** Why a part of an account could not be seen, as an error says; `details.by` where it was found out before who denies. */
export function blindOf(name: PartName, { details, message }: AppError): Blind {
  const { action, by } = parseDenial(details.awsMessage ?? '');
  return { action: action ?? actionOf[name], by: by ?? details.by ?? null, problem: message };
}
