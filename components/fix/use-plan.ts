'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { planBucketFix } from '#lib/actions/fix.ts';
import type { Plan } from '#lib/data/views.ts';
import type { FixTarget } from './fix-target.ts';

const typingMs = 350;

export type PlanState = { plan: Plan | null; problem: string | null; loading: boolean };

/**
 * The plan for these choices, made again when they change; an answer that came too late is dropped. Without a number of
 * days nothing is planned, and the plan before stays to be read.
 */
export function usePlan({
  target: { accountId, bucket },
  days,
  removeExpiredDeleteMarkers,
  enabled,
}: {
  target: FixTarget;
  days: number | null;
  removeExpiredDeleteMarkers: boolean;
  enabled: boolean;
}): PlanState & { again: () => void } {
  const [state, setState] = useState<PlanState>({ plan: null, problem: null, loading: true });
  const [round, setRound] = useState(0);
  const first = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same plan again
  useEffect(() => {
    if (!enabled) return;
    if (days === null) {
      setState((before) => ({ ...before, problem: null, loading: false }));
      return;
    }
    let current = true;
    setState((before) => ({ ...before, problem: null, loading: true }));
    const timer = setTimeout(
      async () => {
        first.current = false;
        const next = await askForPlan({ accountId, bucket, days, removeExpiredDeleteMarkers });
        if (current) setState(next);
      },
      first.current ? 0 : typingMs,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [accountId, bucket, days, removeExpiredDeleteMarkers, enabled, round]);

  return { ...state, again: useCallback(() => setRound((count) => count + 1), []) };
}

async function askForPlan(input: Parameters<typeof planBucketFix>[0]): Promise<PlanState> {
  try {
    const result = await planBucketFix(input);
    return result.ok
      ? { plan: result.value, problem: null, loading: false }
      : { plan: null, problem: result.error.message, loading: false };
  } catch {
    return { plan: null, problem: 'Straybytes itself did not answer. Its log says why; try again.', loading: false };
  }
}
