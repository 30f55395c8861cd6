'use client';

import { useEffect, useRef, useState } from 'react';
import { pollConnecting } from '#lib/actions/identity-center.ts';

/**
 * Asks the server whether the person has answered, until they have. Whether AWS is asked as well is decided there: any
 * number of windows may do this.
 * @param done called once there is an answer, whatever it is
 * @returns why AWS could not be asked the last time
 */
export function usePolling(everyMs: number, done: () => void): string | null {
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef(done);
  latest.current = done;

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      const result = await pollConnecting().catch(() => null);
      if (!current) return;
      if (result?.ok && result.value.state !== 'pending') return latest.current();
      setProblem(result && !result.ok ? result.error.message : null);
      timer = setTimeout(poll, result?.ok ? result.value.waitMs : everyMs);
    };
    timer = setTimeout(poll, everyMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [everyMs]);

  return problem;
}
