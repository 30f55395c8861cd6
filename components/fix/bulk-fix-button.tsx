'use client';

import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { FixTarget } from './fix-target.ts';

const BulkFixDialog = lazy(() => import('./bulk-fix-dialog.tsx').then((module) => ({ default: module.BulkFixDialog })));

/** Stays in place with fewer targets than `from`, without its button: its dialog may still show what became of each. */
export function BulkFixButton({ targets, label, from = 1 }: { targets: FixTarget[]; label: string; from?: number }) {
  const [chosen, setChosen] = useState<FixTarget[] | null>(null);
  return (
    <>
      {targets.length >= from && (
        <Button variant="default" aria-haspopup="dialog" onClick={() => setChosen(targets)}>
          {label}
        </Button>
      )}
      {/* What was chosen when it opened: the page behind it is read again after each fix. */}
      {chosen && (
        <Suspense>
          <BulkFixDialog targets={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  );
}
