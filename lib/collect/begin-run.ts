import { measuredOffsetMs } from '#lib/aws/clock.ts';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import type { Meter } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import type { TriedAction } from '#lib/guardrails/tried-action.ts';
import { beginRun } from '#lib/store/accounts.ts';
import { awsNow, awsOffsetMs, storeAwsOffset } from '#lib/store/clock.ts';
import { recordTried } from '#lib/store/denials.ts';
import { failRun, type Run, tellOrganizationProblem } from '#lib/store/runs.ts';
import { accountsInScope } from './accounts-in-scope.ts';
import { createCallCounter } from './call-meter.ts';
import { discoverAccounts } from './discover-accounts.ts';
import { createLearnt } from './learnt.ts';
import { nameOwnAccount } from './name-own-account.ts';
import { organizationProblem } from './organization-problem.ts';
import { testConnection } from './test-connection.ts';

/**
 * Begins a queued run: asks afresh who we are (which also tells AWS's time), finds the accounts unless the run names
 * buckets, and names those in scope. An organization that could not be listed is told with the run. A run that reaches no
 * account fails with the reason. A look as oneself does none of this: it names its account.
 * @returns the accounts in scope; none when the run is over
 */
export async function nameAccounts(run: Run): Promise<string[]> {
  if (run.own) return nameOwnAccount({ run, own: run.own });
  const counter = createCallCounter(run.runId);
  try {
    await testConnection();
    const offset = measuredOffsetMs();
    if (offset !== null) await storeAwsOffset(offset);
    if (run.buckets.length === 0) {
      const offsetMs = await awsOffsetMs();
      const now = () => new Date(Date.now() + offsetMs);
      const learnt = createLearnt();
      const { accountId } = await ambientIdentity();
      const meter: Meter = {
        count: ({ operation, attempts }) => counter.count(operation, attempts, homeRegion()),
        allowed: (call) => learnt.allowed({ accountId, ...call }),
      };
      const since = now();
      const found = await discoverAccounts({ meter, now });
      const tried = learnt.take({ accountId, bucket: null }).map((action) => triedNow(action, now()));
      await recordTried({ accountId, tried, since });
      const isPartial = found.state === 'denied' || found.state === 'failed';
      await tellOrganizationProblem({ runId: run.runId, problem: organizationProblem(found), isPartial });
    }
    const accounts = await accountsInScope(run);
    if (!(await beginRun({ runId: run.runId, accounts, at: await awsNow() }))) return [];
    return accounts.map(({ accountId }) => accountId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await failRun({ runId: run.runId, problem: error.message, at: await awsNow() });
    return [];
  } finally {
    await counter.flush();
  }
}

function triedNow(action: string, at: Date): TriedAction {
  return { action, outcome: 'allowed', on: null, problem: null, at: at.toISOString() };
}
