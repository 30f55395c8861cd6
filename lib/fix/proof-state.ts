import { isOwnRule } from '#lib/lifecycle/own-rule.ts';
import type { LifecycleConfiguration, LifecycleRule } from '#lib/lifecycle/rule.ts';
import type { FixProgress } from '#lib/store/fix-progress.ts';
import type { FixState, FixView } from '#lib/store/fixes.ts';

/** The state that a fix had reached, from the times it keeps: what `undoing` hides. */
export function stateBeforeUndo(fix: FixView): FixState {
  if (fix.cleanAt) return 'clean';
  if (fix.clearingAt) return 'clearing';
  if (fix.eligibleAt) return 'eligible';
  return fix.confirmedAt ? 'confirmed' : 'applied';
}

/** The rules a fix put in that are not in force any more, by id. A later fix may have shortened the days. */
export function missingRules(fix: Pick<FixView, 'after' | 'days'>, live: LifecycleConfiguration): string[] {
  const inForce = (rule: LifecycleRule) =>
    live.rules.some(
      (other) =>
        other.ID === rule.ID &&
        other.Status === 'Enabled' &&
        isOwnRule(other) &&
        (other.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 0) <= fix.days,
    );
  return fix.after.rules.flatMap((rule) => (isOwnRule(rule) && !inForce(rule) ? [rule.ID ?? ''] : []));
}

/** What one look at the bucket told. */
export type Evidence = {
  now: Date;
  /** From ListParts on a planned upload, naming our rule; null: the server names none, or not yet. */
  abort: { date: Date; ruleId: string } | null;
  /** True when reading the rules back is all the confirmation this server gives. */
  readBackConfirms: boolean;
  /** Planned uploads that still exist, their known bytes, and USD a month of these. */
  remaining: { uploads: number; bytes: number; monthlyUsd: number };
  /** True when no upload is left that is older than the days of the rule and one more. */
  noneOlder: boolean;
};

/**
 * How far the proof has come: confirmed, when S3 names our rule; eligible, when S3 may abort; clearing, when some of the
 * planned uploads are gone; clean, when none is left and nothing older came after. It may take several steps at once.
 */
export function proofOf(fix: FixView, evidence: Evidence): FixProgress {
  const { now, abort, remaining } = evidence;
  const set: FixProgress = {
    checkedAt: now,
    problem: null,
    remainingUploads: remaining.uploads,
    remainingBytes: remaining.bytes,
  };
  const confirmed = fix.confirmedAt !== null || abort !== null || evidence.readBackConfirms;
  if (!confirmed) return set;
  if (!fix.confirmedAt) {
    set.state = 'confirmed';
    set.confirmedAt = now;
    if (abort) Object.assign(set, { abortDate: abort.date, abortRuleId: abort.ruleId });
  }
  const abortDate = fix.abortDate ?? abort?.date ?? fix.dueAt;
  const nothingPlanned = fix.plannedUploads === 0;
  if (now < abortDate && !nothingPlanned) return set;
  if (!fix.eligibleAt) {
    set.state = 'eligible';
    set.eligibleAt = later(abortDate, fix.appliedAt ?? now);
  }
  set.realisedMonthlyUsd = Math.max(0, fix.plannedMonthlyUsd - remaining.monthlyUsd);
  if (remaining.uploads > 0 && remaining.uploads >= fix.plannedUploads) return set;
  if (!fix.clearingAt) set.clearingAt = now;
  set.state = remaining.uploads === 0 && evidence.noneOlder ? 'clean' : 'clearing';
  if (set.state === 'clean') set.cleanAt = now;
  return set;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
