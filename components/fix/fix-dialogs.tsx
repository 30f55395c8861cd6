'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';
import type { FixTarget } from './fix-target.ts';

const FixDialog = lazy(() => import('./fix-dialog.tsx').then((module) => ({ default: module.FixDialog })));
const BulkFixDialog = lazy(() => import('./bulk-fix-dialog.tsx').then((module) => ({ default: module.BulkFixDialog })));

const OpenContext = createContext<(targets: FixTarget[]) => void>(() => undefined);

/** Opens the dialog for one bucket, or the one for several. Their code is fetched with the first click. */
export function useFixDialog(): (targets: FixTarget[]) => void {
  return useContext(OpenContext);
}

/** Above every page, so that a dialog outlives the button that opened it: a fixed bucket has no Fix button any more. */
export function FixDialogs({ children }: { children: ReactNode }) {
  const [targets, setTargets] = useState<FixTarget[]>([]);
  const [opening, setOpening] = useState(0);
  const opener = useRef<Element | null>(null);
  const [only] = targets;

  function open(next: FixTarget[]) {
    opener.current = document.activeElement;
    setTargets(next);
    setOpening((count) => count + 1);
  }

  /** The focus goes back to the button that opened it, or to the page when that is gone. */
  function close() {
    setTargets([]);
    const button = opener.current;
    const next = button instanceof HTMLElement && button.isConnected ? button : document.getElementById('content');
    next?.focus({ preventScroll: true });
  }

  return (
    <OpenContext value={open}>
      {children}
      <Suspense>
        {targets.length === 1 && only && <FixDialog key={opening} target={only} onClose={close} />}
        {targets.length > 1 && <BulkFixDialog key={opening} targets={targets} onClose={close} />}
      </Suspense>
    </OpenContext>
  );
}
