import { measuredOffsetMs } from '#lib/aws/clock.ts';
import { AppError } from '#lib/errors.ts';
import { longSession } from '#lib/identity-center/long-session.ts';
import { beginRun } from '#lib/store/accounts.ts';
import { awsNow, storeAwsOffset } from '#lib/store/clock.ts';
import { failRun, type Run, type RunOwner } from '#lib/store/runs.ts';
import { requireOpen } from './asked-accounts.ts';
import { accountOfOwn } from './own-look.ts';

/**
 * Begins a queued look as oneself: sees that the person can still do it, which also tells AWS's time, and names its one
 * account. None of our own roles is asked. One that cannot be done fails with the reason.
 * @returns the account; none when the run is over
 */
export async function nameOwnAccount({ run, own }: { run: Run; own: RunOwner }): Promise<string[]> {
  const accountId = accountOfOwn(run);
  try {
    await requireOpen(accountId);
    const { session } = await longSession({ accountId, owner: own });
    await session.keys();
    const offset = measuredOffsetMs();
    if (offset !== null) await storeAwsOffset(offset);
    const accounts = [{ accountId, name: accountId }];
    return (await beginRun({ runId: run.runId, accounts, at: await awsNow() })) ? [accountId] : [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await failRun({ runId: run.runId, problem: error.message, at: await awsNow() });
    return [];
  }
}
