'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
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
  const [only] = targets;

  function open(next: FixTarget[]) {
    setTargets(next);
    setOpening((count) => count + 1);
  }

  const close = () => setTargets([]);
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
