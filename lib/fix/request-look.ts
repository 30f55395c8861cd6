import { requestCollect } from '#lib/collect/request.ts';

/**
 * Asks for a look at a bucket whose rules were just written, so that figures tell what is in force now. What was
 * written stands whatever becomes of it.
 */
export async function requestLook({
  accountId,
  bucket,
  actor,
}: {
  accountId: string;
  bucket: string;
  actor: string;
}): Promise<void> {
  await requestCollect({ buckets: [`${accountId}/${bucket}`], trigger: 'fix', actor }).catch(() => undefined);
}

/** Asks for a look at an account's budgets after one was written. @returns the run, or null when it could not be asked for */
export async function requestBudgetsLook(of: { accountId: string; actor: string }): Promise<string | null> {
  const asked = requestCollect({ kinds: ['budgets'], accounts: [of.accountId], trigger: 'fix', actor: of.actor });
  return asked.then(({ runId }) => runId).catch(() => null);
}
