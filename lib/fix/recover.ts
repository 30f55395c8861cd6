import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { fingerprint, sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import { advanceFix, type FixProgress, takeOver, writesUnderWay } from '#lib/store/fix-progress.ts';
import type { FixView } from '#lib/store/fixes.ts';
import { whyLost } from './bucket-lost.ts';
import { newOwner } from './lease.ts';
import { liveNow } from './live-now.ts';
import { meteredTarget } from './metered-target.ts';
import { noteFix } from './note-fix.ts';
import { defaultPace, type Pace } from './pace.ts';
import { stateBeforeUndo } from './proof-state.ts';
import { changesInWords, settledRules } from './rules-reading.ts';

/**
 * Decides what became of writes whose process was killed or that got no answer: the live rules say it. Writes nothing to
 * AWS. A bucket that cannot be read now, or still shows the old rules minutes after the write, is left for the next time;
 * one that is no more, or is somebody else's now, ends the fix.
 * @param bucketId only this bucket's; all by default
 * @param as whose session looks at the bucket, where our role may not be there
 */
export async function recoverFixes({
  bucketId,
  pace = defaultPace,
  as,
}: {
  bucketId?: number;
  pace?: Pace;
  as?: OwnSession | undefined;
} = {}): Promise<void> {
  for (const { fixId, leaseMs } of await writesUnderWay({ bucketId })) {
    if (leaseMs > 0) continue;
    const owner = newOwner();
    const fix = await takeOver({ fixId, owner, seconds: pace.leaseSeconds * 3 });
    if (!fix) continue;
    try {
      await recover(fix, { owner, pace, as });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await endLost(fix, { owner, error });
    }
  }
}

type Recovery = { owner: string; pace: Pace; as?: OwnSession | undefined };

async function recover(fix: FixView, { owner, pace, as }: Recovery): Promise<void> {
  const { state } = fix;
  const live = await rulesOf(fix, { power: 'fix', pace, as }).catch((error: unknown) => {
    // What a person wrote with their own session is looked at with the role that reads, where there is no other.
    if (as || !(error instanceof AppError) || error.code !== 'denied') throw error;
    return rulesOf(fix, { power: 'read', pace, as });
  });
  const at = await liveNow();
  // Right after a write the old rules prove nothing: it stays open, and the next time decides.
  const old = state === 'undoing' ? fix.after : fix.before;
  const sinceWrite = fix.writeBegunAt ? at.getTime() - fix.writeBegunAt.getTime() : Number.POSITIVE_INFINITY;
  if (sinceWrite < pace.propagationMs && sameConfiguration(live, old)) return;
  await close(fix, { owner, set: state === 'undoing' ? undoVerdict(fix, live, at) : applyVerdict(fix, live, at) });
}

function rulesOf(
  { accountId, bucket, region, actor }: FixView,
  { power, pace, as }: { power: 'fix' | 'read'; pace: Pace; as: OwnSession | undefined },
): Promise<LifecycleConfiguration> {
  const target = meteredTarget({ accountId, region, power, actor, as });
  return settledRules({ target, bucket, gapMs: pace.beforeMs }).finally(target.settle);
}

/** Without its bucket nobody will ever learn what became of the write. */
async function endLost(fix: FixView, { owner, error }: { owner: string; error: AppError }): Promise<void> {
  const why = await whyLost({ ...fix, error });
  if (!why) return;
  const problem = `${why}, so this ${fix.state === 'undoing' ? 'undo' : 'fix'} came to its end.`;
  await close(fix, { owner, set: { state: 'failed', undoneBy: null, undoneAt: null, problem } });
}

async function close(fix: FixView, { owner, set }: { owner: string; set: FixProgress }): Promise<void> {
  const { fixId, state } = fix;
  if (!(await advanceFix({ fixId, from: state, owner, set }))) return;
  await noteFix(fix, {
    actor: 'straybytes',
    fixId,
    action: 'fix.recover',
    detail: { from: state, ...set, after: undefined },
  });
}

function applyVerdict(fix: FixView, live: LifecycleConfiguration, at: Date): FixProgress {
  if (sameConfiguration(live, fix.after))
    return { state: 'applied', after: live, afterFingerprint: fingerprint(live), appliedAt: at, problem: null };
  if (sameConfiguration(live, fix.before))
    return {
      state: 'failed',
      problem: 'The write was stopped or failed before S3 took it: nothing was written. Plan again.',
    };
  return {
    state: 'failed',
    problem: `The write got no answer, and the rules are neither the old nor the new ones: ${changesInWords(fix.after, live)}. Nothing was touched: plan again.`,
  };
}

function undoVerdict(fix: FixView, live: LifecycleConfiguration, at: Date): FixProgress {
  if (sameConfiguration(live, fix.before)) return { state: 'undone', undoneAt: at, problem: null };
  const state = stateBeforeUndo(fix);
  if (sameConfiguration(live, fix.after)) return { state, undoneBy: null, undoneAt: null, problem: null };
  return {
    state,
    undoneBy: null,
    undoneAt: null,
    problem: `The undo got no answer, and the rules are neither the old nor the new ones: ${changesInWords(fix.after, live)}. Nothing was touched.`,
  };
}
