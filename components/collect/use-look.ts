'use client';

import { useState } from 'react';
import { lookAgain } from '#lib/actions/collect.ts';
import { useRun } from './use-run.ts';

export type BeginLook = () => ReturnType<typeof lookAgain>;

/** Starts a collection, of everything unless told otherwise, or follows the one that is already under way. */
export function useLook(openRunId: string | null, begin: BeginLook = () => lookAgain()) {
  const { running, progress, follow } = useRun(openRunId);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function look() {
    setStarting(true);
    setProblem(null);
    try {
      const result = await begin();
      if (result.ok) follow(result.value.runId);
      else setProblem(result.error.message);
    } catch {
      setProblem('Straybytes itself did not answer. Its log says why; try again.');
    } finally {
      setStarting(false);
    }
  }

  return { look, running, starting, progress, problem, follow };
}
