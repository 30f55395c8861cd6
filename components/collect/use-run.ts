'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { type RunProgress, runProgressSchema } from './run-progress.ts';

const everyMs = 1000;

/**
 * Follows a collection until it ends, then has the page read again. A poll that fails is tried again: the collection
 * goes on without anybody looking.
 */
export function useRun(initialRunId: string | null = null) {
  const router = useRouter();
  const [runId, follow] = useState(initialRunId);
  const [progress, setProgress] = useState<RunProgress | null>(null);
  // A page that is read again may tell of a run that began meanwhile, such as the one after a fix.
  useEffect(() => {
    if (initialRunId !== null) follow(initialRunId);
  }, [initialRunId]);

  useEffect(() => {
    if (runId === null) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function poll() {
      const next = await readProgress(`/api/v1/collect/${runId}`, controller.signal);
      if (controller.signal.aborted) return;
      if (next) setProgress(next);
      if (next && next.status !== 'queued' && next.status !== 'running') {
        follow(null);
        router.refresh();
      } else timer = setTimeout(poll, everyMs);
    }
    poll();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [runId, router]);

  return { running: runId !== null, progress, follow };
}

async function readProgress(url: string, signal: AbortSignal): Promise<RunProgress | null> {
  try {
    const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
    if (!response.ok) return null;
    return runProgressSchema.parse(await response.json());
  } catch {
    return null;
  }
}
