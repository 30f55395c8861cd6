import pLimit from 'p-limit';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { type Budget, createBudget } from '#lib/collect/budget.ts';
import { AppError } from '#lib/errors.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import { ABORT_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import { awsNow } from '#lib/store/clock.ts';
import { advanceFix } from '#lib/store/fix-progress.ts';
import { doneFixes, type FixView, fixById, fixesOfGoneBuckets, openFixes, openStates } from '#lib/store/fixes.ts';
import { plannedUploads } from '#lib/store/planned-uploads.ts';
import { coveredBy, savingOf } from './effect.ts';
import { liveNow } from './live-now.ts';
import { meteredTarget } from './metered-target.ts';
import { noteFix } from './note-fix.ts';
import { defaultPace } from './pace.ts';
import { abortOf, noneOlder } from './probe.ts';
import { type Evidence, missingRules, proofOf } from './proof-state.ts';
import { recoverFixes } from './recover.ts';
import { settledRules } from './rules-reading.ts';

const AT_A_TIME = 8;
/** A server that names no rule for so long names none at all. */
const HEADERS_MS = 15 * 60_000;

/**
 * Follows fixes that are in force to their end, from the uploads as last collected and a few calls each; right after a
 * collection these are fresh. A fix that cannot be checked now, such as for want of budget, says so and is checked the next
 * time.
 * @param runId only on buckets that this run has read; all by default
 */
export async function verifyFixes({ runId }: { runId?: string } = {}): Promise<void> {
  await recoverFixes();
  await endGone();
  const limit = pLimit(AT_A_TIME);
  const fixes = await openFixes({ runId });
  const now = await awsNow();
  const budget = createBudget({ now: () => now });
  try {
    await Promise.all(fixes.map((fix) => limit(() => verify(fix, budget))));
  } finally {
    await budget.close();
  }
  await watchDone();
}

/** As verifyFixes, of one, for somebody who waits for it: booked to the day, and not stopped by its ceiling. */
export async function verifyFix(fixId: string): Promise<void> {
  const fix = await fixById(fixId);
  if (fix && openStates.includes(fix.state)) await verify(fix);
}

async function verify(fix: FixView, budget?: Budget): Promise<void> {
  try {
    await check(fix, budget);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem = `Could not be checked: ${error.message}`;
    await advanceFix({ fixId: fix.fixId, from: fix.state, set: { checkedAt: await liveNow(), problem } });
  }
}

async function check(fix: FixView, budget: Budget | undefined): Promise<void> {
  const { accountId, bucket, bucketId, region, fixId, state } = fix;
  const target = meteredTarget({ accountId, region, power: 'read', budget });
  try {
    const live = await getLifecycle({ target, bucket });
    const now = await liveNow();
    const appliedFor = now.getTime() - (fix.appliedAt ?? now).getTime();
    const missing = missingRules(fix, live);
    if (missing.length > 0) {
      const stale = appliedFor < defaultPace.propagationMs && sameConfiguration(live, fix.before);
      if (stale) return;
      if (!missing.includes(ABORT_RULE_ID)) return await reportRemoved(fix, missing, now);
      // Read once more, because this ends the fix.
      const settled = await settledRules({ target, bucket, first: live, gapMs: defaultPace.beforeMs });
      if (missingRules(fix, settled).includes(ABORT_RULE_ID)) await endRemoved(fix, missing, now);
      return;
    }
    const cut = {
      bucketId,
      cutoffAt: fix.cutoffAt,
      dueAt: fix.dueAt,
      covered: coveredBy(coverageOf(fix.before.rules)),
    };
    const probe = fix.confirmedAt ? null : await abortOf({ target, bucket, cut });
    const remaining = await plannedUploads(cut);
    const gone = remaining.uploads === 0;
    const evidence: Evidence = {
      now,
      abort: probe?.abort ?? null,
      readBackConfirms: !/^\d{12}$/.test(accountId) || appliedFor > HEADERS_MS || probe?.asked === 0,
      remaining: { ...remaining, monthlyUsd: savingOf(remaining, region).monthlySavingUsd },
      noneOlder: gone && (await noneOlder({ target, bucket, bucketId, days: fix.days, now })),
    };
    const moved = await advanceFix({ fixId, from: state, set: proofOf(fix, evidence) });
    if (moved) await report(fix, moved);
  } finally {
    await target.settle();
  }
}

async function report(before: FixView, after: FixView): Promise<void> {
  const { fixId } = after;
  if (after.confirmedAt && !before.confirmedAt) {
    const { abortDate, abortRuleId } = after;
    const detail = { by: abortRuleId ? 'abortRule' : 'readBack', abortDate, abortRuleId };
    await noteFix(after, { actor: 'straybytes', action: 'fix.confirm', fixId, detail });
  }
  if (after.state === 'clean') {
    const { plannedUploads: uploads, plannedBytes: bytes, realisedMonthlyUsd } = after;
    const detail = { uploads, bytes, realisedMonthlyUsd };
    await noteFix(after, { actor: 'straybytes', action: 'fix.clean', fixId, detail });
  }
}

/** A fix that is done keeps its proof; that its rule is still there is seen in the rules as last collected. */
async function watchDone(): Promise<void> {
  for (const { fix, lifecycle } of await doneFixes()) {
    const missing = missingRules(fix, lifecycle);
    if (missing.length > 0) await reportRemoved(fix, missing, await liveNow());
    else if (fix.problem) await advanceFix({ fixId: fix.fixId, from: 'clean', set: { problem: null } });
  }
}

/** Without its rule a fix saves nothing more; what was measured to be gone stays booked. */
async function endRemoved(fix: FixView, missing: string[], now: Date): Promise<void> {
  const problem = `Somebody removed or changed ${missing.join(' and ')} since, so this fix came to its end. Plan again to put it back.`;
  const { fixId, state } = fix;
  if (!(await advanceFix({ fixId, from: state, set: { state: 'failed', checkedAt: now, problem } }))) return;
  await noteFix(fix, { actor: 'straybytes', action: 'fix.removed', fixId, detail: { rules: missing } });
}

async function endGone(): Promise<void> {
  const problem = 'The bucket was deleted since, so this fix came to its end.';
  for (const { fixId, state } of await fixesOfGoneBuckets())
    await advanceFix({ fixId, from: state, set: { state: 'failed', checkedAt: await liveNow(), problem } });
}

async function reportRemoved(fix: FixView, missing: string[], now: Date): Promise<void> {
  const problem = `Somebody removed or changed ${missing.join(' and ')} since. Plan again to put it back.`;
  if (fix.problem === problem) return;
  const moved = await advanceFix({ fixId: fix.fixId, from: fix.state, set: { checkedAt: now, problem } });
  if (!moved) return;
  await noteFix(fix, { actor: 'straybytes', action: 'fix.removed', fixId: fix.fixId, detail: { rules: missing } });
}
