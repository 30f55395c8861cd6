'use client';

import { useEffect, useState } from 'react';
import { planStarter } from '#lib/actions/starter-budget.ts';
import type { StarterPlan } from '#lib/data/views.ts';
import type { StarterInput } from '#lib/spend/starter-budget.ts';

const typingMs = 400;

export type StarterPlanState = { plan: StarterPlan | null; problem: string | null };

/** Whether AWS has a budget of this name already, asked for again when the input changes. */
export function useStarterPlan(input: StarterInput, valid: boolean): StarterPlanState & { loading: boolean } {
  const asked = JSON.stringify(input);
  const [answer, setAnswer] = useState<StarterPlanState & { asked: string }>({ plan: null, problem: null, asked: '' });
  useEffect(() => {
    if (!valid) return;
    let current = true;
    const timer = setTimeout(async () => {
      const next = await ask(JSON.parse(asked));
      if (current) setAnswer({ ...next, asked });
    }, typingMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, valid]);
  const isOfThis = valid && answer.asked === asked;
  return {
    plan: isOfThis ? answer.plan : null,
    problem: isOfThis ? answer.problem : null,
    loading: valid && !isOfThis,
  };
}

async function ask(input: StarterInput): Promise<StarterPlanState> {
  try {
    const result = await planStarter(input);
    return result.ok ? { plan: result.value, problem: null } : { plan: null, problem: result.error.message };
  } catch {
    return { plan: null, problem: 'Straybytes itself did not answer. Its log says why; try again.' };
  }
}
