'use client';

import { useEffect, useState } from 'react';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { planStarter } from '#lib/actions/starter-budget.ts';
import type { StarterPlan } from '#lib/data/views.ts';
import type { StarterInput } from '#lib/spend/starter-budget.ts';

const typingMs = 400;

export type StarterPlanState = { plan: StarterPlan | null; problem: ActionProblem | null };
/** `permissionSet`: of the person's own; left out, Straybytes' role asks. */
type Asked = StarterInput & { permissionSet?: string };

/** Whether AWS has a budget of this name already, asked for again when the input changes. */
export function useStarterPlan(input: Asked, valid: boolean): StarterPlanState & { loading: boolean } {
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

async function ask(input: Asked): Promise<StarterPlanState> {
  try {
    const result = await planStarter(input);
    return result.ok ? { plan: result.value, problem: null } : { plan: null, problem: result.error };
  } catch {
    const message = 'Straybytes itself did not answer. Its log says why; try again.';
    return { plan: null, problem: { code: 'failed', message } };
  }
}
