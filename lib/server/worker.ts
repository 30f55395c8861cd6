import { setTimeout as sleep } from 'node:timers/promises';
import { requestFirstLook } from '#lib/collect/first-look.ts';
import { collectProgress } from '#lib/collect/progress.ts';
import { requestAnswer } from '#lib/collect/request.ts';
import { testConnection } from '#lib/collect/test-connection.ts';
import { startWorker } from '#lib/collect/worker.ts';
import { env } from '#lib/env.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { recoverFixes } from '#lib/fix/recover.ts';
import { recoverStarterBudgets } from '#lib/fix/starter-budget-recover.ts';
import { verifyFixes } from '#lib/fix/verify.ts';
import { disconnectAllOver } from '#lib/identity-center/disconnect.ts';
import { checkAlerts } from '#lib/report/alerts/check-alerts.ts';
import { startDeliveries } from '#lib/report/delivery/delivery-worker.ts';
import { settleLastWeeks } from '#lib/report/settled-money.ts';
import { type Running, runChild } from '#lib/server/child.ts';
import { log } from '#lib/server/log.ts';
import type { Task } from '#lib/server/message.ts';
import { awsNow } from '#lib/store/clock.ts';
import { closeDatabase } from '#lib/store/database.ts';
import { endExpiredConnections } from '#lib/store/identity-center.ts';

const RECOVER_EVERY_MS = 60_000;
const EXPIRE_EVERY_MS = 60_000;

/** Collects by schedule and on request, delivers reports, follows fixes to their end, and takes up those that were interrupted. */
async function start(): Promise<Running> {
  const worker = await startWorker({
    fixPolicy,
    afterRun: async (run) => {
      // Fixes are followed with our own roles, which a person who looks as themself did not ask for.
      if (run.published && !run.isOwn) await verifyFixes(run);
      // A run that could list nothing may have read money all the same.
      await settleLastWeeks({ timeZone: env().REPORT_TIME_ZONE, now: await awsNow() });
      await checkAlerts();
    },
    onError: (error) => log().error({ err: error }, 'the worker goes on after'),
  });
  const deliveries = await startDeliveries();
  const recovery = setInterval(recover, RECOVER_EVERY_MS);
  recover();
  const expiry = setInterval(forgetExpired, EXPIRE_EVERY_MS);
  forgetExpired();
  testConnection().catch((error: unknown) =>
    log().warn({ error: String(error) }, 'the connection could not be tested'),
  );
  return {
    perform,
    stop: async () => {
      clearInterval(recovery);
      clearInterval(expiry);
      await Promise.all([worker.stop(), deliveries.stop()]);
      await closeDatabase();
    },
  };
}

function recover(): void {
  recoverFixes().catch((error: unknown) =>
    log().warn({ error: String(error) }, 'interrupted fixes could not be taken up'),
  );
  recoverStarterBudgets().catch((error: unknown) =>
    log().warn({ error: String(error) }, 'interrupted starter budgets could not be taken up'),
  );
}

/** A token that is good for nothing any more, or that nobody may use any more, is kept nowhere. */
function forgetExpired(): void {
  disconnectAllOver().catch((error: unknown) =>
    log().warn({ error: String(error) }, 'connections of sessions that are over could not be ended'),
  );
  endExpiredConnections().catch((error: unknown) =>
    log().warn({ error: String(error) }, 'connections that have expired could not be forgotten'),
  );
}

async function perform(task: Task): Promise<string | null> {
  if (task.kind !== 'collect') return `the worker does not ${task.kind}`;
  const { trigger, actor, onlyFirst } = task;
  const begun = onlyFirst ? await requestFirstLook({ trigger, actor }) : await requestAnswer({ trigger, actor });
  if (begun === null) return null;
  const { runId } = begun;
  for (;;) {
    const run = await collectProgress(runId);
    if (run?.status === 'completed') return null;
    if (run?.status === 'failed') return run.problems[0]?.problem ?? 'the collection failed';
    await sleep(250);
  }
}

await runChild(start);
