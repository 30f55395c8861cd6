'use client';

import { useState } from 'react';
import type { ActionProblem, ActionResult } from '#lib/actions/action-result.ts';

const silent: ActionProblem = {
  code: 'failed',
  message: 'Straybytes itself did not answer. Its log says why; try again.',
};

/** Calls an action and remembers what it said: nothing while it runs or went well, else the problem in words. */
export function useAction() {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);

  async function run<T>(action: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
    setRunning(true);
    setProblem(null);
    const result = await action().catch((): ActionResult<T> => ({ ok: false, error: silent }));
    if (!result.ok) setProblem(result.error);
    setRunning(false);
    return result;
  }

  return { run, running, problem, forget: () => setProblem(null) };
}
