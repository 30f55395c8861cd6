'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { planBucketFix } from '#lib/actions/fix.ts';
import type { Plan } from '#lib/data/views.ts';
import type { FixTarget } from './fix-target.ts';

const typingMs = 350;

export type PlanState = {
  plan: Plan | null;
  problem: ActionProblem | null;
  loading: boolean;
  /** The permission set that read it; null: Straybytes' own role did. */
  readBy: string | null;
};

/**
 * The plan for these choices, made again when they change; an answer that came too late is dropped. Without a number of
 * days, or while it is not said who asks, nothing is planned, and the plan before stays to be read.
 */
export function usePlan({
  target: { accountId, bucket },
  days,
  removeExpiredDeleteMarkers,
  permissionSet,
  enabled,
}: {
  target: FixTarget;
  days: number | null;
  removeExpiredDeleteMarkers: boolean;
  /** Null: Straybytes' own role reads. Undefined: the person has not said which of theirs. */
  permissionSet: string | null | undefined;
  enabled: boolean;
}): PlanState & { again: () => void } {
  const [state, setState] = useState<PlanState>({ plan: null, problem: null, loading: true, readBy: null });
  const [round, setRound] = useState(0);
  const first = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same plan again
  useEffect(() => {
    if (!enabled) return;
    if (days === null || permissionSet === undefined) {
      setState((before) => ({ ...before, problem: null, loading: false }));
      return;
    }
    let current = true;
    setState((before) => ({ ...before, problem: null, loading: true }));
    const timer = setTimeout(
      async () => {
        first.current = false;
        const next = await askForPlan({ accountId, bucket, days, removeExpiredDeleteMarkers }, permissionSet);
        if (current) setState(next);
      },
      first.current ? 0 : typingMs,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [accountId, bucket, days, removeExpiredDeleteMarkers, permissionSet, enabled, round]);

  return { ...state, again: useCallback(() => setRound((count) => count + 1), []) };
}

async function askForPlan(input: Parameters<typeof planBucketFix>[0], readBy: string | null): Promise<PlanState> {
  try {
    const result = await planBucketFix(readBy === null ? input : { ...input, permissionSet: readBy });
    return result.ok
      ? { plan: result.value, problem: null, loading: false, readBy }
      : { plan: null, problem: result.error, loading: false, readBy };
  } catch {
    const message = 'Straybytes itself did not answer. Its log says why; try again.';
    return { plan: null, problem: { code: 'failed', message }, loading: false, readBy };
  }
}
