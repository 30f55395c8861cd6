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
    const none: ActionResult<T> = { ok: false, error: silent };
    // What was sent elsewhere on the way has no answer of its own.
    const result = (await action().catch(() => none)) ?? none;
    if (!result.ok) setProblem(result.error);
    setRunning(false);
    return result;
  }

  return { run, running, problem, forget: () => setProblem(null) };
}
