import { reachableAccounts } from '#lib/aws/accounts.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import { latestRun, type RunTrigger } from '#lib/store/runs.ts';
import { bucketKinds } from './kinds.ts';
import { requestAnswer } from './request.ts';

/**
 * Asks for the first collection, where nobody looked yet and there is something to look at: buckets, and guardrails, for
 * which AWS bills nothing. What money costs to read is shown before it is read for the first time.
 * @returns the run; null where there is nothing to begin
 */
export async function requestFirstLook({
  trigger,
  actor,
}: {
  trigger: RunTrigger;
  actor: string;
}): Promise<{ runId: string } | null> {
  if ((await latestRun()) !== null) return null;
  const accounts = await reachableAccounts().catch(() => []);
  if (accounts.length === 0) return null;
  // A server that knows S3 alone has none.
  const { arn } = await ambientIdentity();
  return requestAnswer({ kinds: arn === null ? [...bucketKinds] : [...bucketKinds, 'guardrails'], trigger, actor });
}
