import { isAllowed } from '#lib/aws/allowed.ts';
import { NothingToTry } from '#lib/aws/bucket-tries.ts';
import type { Try } from '#lib/aws/tries.ts';
import { AppError } from '#lib/errors.ts';
import { parseDenial } from '#lib/guardrails/denial.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import type { PolicyDocument } from '#lib/guardrails/policy-document.ts';
import type { TriedAction } from '#lib/guardrails/tried-action.ts';
import { awsNow } from '#lib/store/clock.ts';
import { deniedActionOf } from './denied-action.ts';
import { collectors } from './registry.ts';

/** What came of a try: it is denied, or it is not. */
export type Attempt = { denied: DeniedAction; tried: null } | { denied: null; tried: TriedAction };

/**
 * Tries an action.
 * @param on the bucket that it is tried on; null: it concerns the whole account
 * @param mustTell throws where the answer is unclear
 * @throws AppError where nothing can be said of the account at all, because our own credentials are at fault
 */
export async function attempt({
  action,
  call,
  on = null,
  mustTell = false,
  policies,
}: Try & { on?: string | null; mustTell?: boolean; policies: readonly PolicyDocument[] }): Promise<Attempt> {
  const said = (outcome: TriedAction['outcome'], problem: string | null, at: Date): Attempt => ({
    denied: null,
    tried: { action, outcome, on, problem, at: at.toISOString() },
  });
  try {
    await call();
    return said('allowed', null, await awsNow());
  } catch (error) {
    const at = await awsNow();
    if (error instanceof NothingToTry) return said('unclear', error.message, at);
    if (!(error instanceof AppError)) throw error;
    if (isAllowed(error)) return said('allowed', null, at);
    const kind = collectors.find(({ actions }) => actions.includes(action))?.kind ?? 'listing';
    const denied = deniedActionOf({ error, kind, at, policies });
    if (denied && !isOfOthers(action, error)) return { denied, tried: null };
    if (!denied && (mustTell || (error.code === 'denied' && error.details.reason === 'credentials'))) throw error;
    return said('unclear', error.message, at);
  }
}

/** Organizations answers who does not manage it so, whatever the policies say: no statement ends that. */
function isOfOthers(action: string, { details }: AppError): boolean {
  return action.startsWith('organizations:') && parseDenial(details.awsMessage ?? '').action === null;
}
