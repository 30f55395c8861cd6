import { reachableAccounts } from '#lib/aws/accounts.ts';
import { measuredOffsetMs } from '#lib/aws/clock.ts';
import { AppError } from '#lib/errors.ts';
import { recordRunAccounts } from '#lib/store/accounts.ts';
import { awsNow, storeAwsOffset } from '#lib/store/clock.ts';
import { beginRun, failRun, type Run } from '#lib/store/runs.ts';
import { testConnection } from './test-connection.ts';

/**
 * Begins a queued run: asks afresh who we are (which also tells AWS's time), and names the accounts in scope. A run
 * that reaches no account fails with the reason.
 * @returns the accounts in scope; none when the run is over
 */
export async function nameAccounts(run: Run): Promise<string[]> {
  try {
    await testConnection();
    const reachable = await reachableAccounts();
    const offset = measuredOffsetMs();
    if (offset !== null) await storeAwsOffset(offset);
    const accounts = reachable.filter(({ accountId }) => inScope(run, accountId));
    if (accounts.length === 0)
      throw new AppError('notFound', `No account in scope can be reached: ${scopeOf(run).join(', ')}.`);
    const at = await awsNow();
    if (!(await beginRun({ runId: run.runId, startedAt: at }))) return [];
    await recordRunAccounts({ runId: run.runId, accounts, at });
    return accounts.map(({ accountId }) => accountId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await failRun({ runId: run.runId, problem: error.message, at: await awsNow() });
    return [];
  }
}

function inScope({ accounts, buckets }: Run, accountId: string): boolean {
  if (accounts.length === 0 && buckets.length === 0) return true;
  return accounts.includes(accountId) || buckets.some((bucket) => bucket.startsWith(`${accountId}/`));
}

function scopeOf({ accounts, buckets }: Run): string[] {
  return [...accounts, ...buckets];
}
