'use client';

import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { FixTarget } from './fix-target.ts';

const FixDialog = lazy(() => import('./fix-dialog.tsx').then((module) => ({ default: module.FixDialog })));

/** Opens the dialog; its code is fetched with the first click. */
export function FixButton({
  target,
  quiet = false,
  size = 'compact-md',
  label = 'Fix',
}: {
  target: FixTarget;
  quiet?: boolean;
  size?: 'compact-md' | 'sm';
  label?: string;
}) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Button
        size={size}
        variant={quiet ? 'default' : 'filled'}
        aria-label={`${label} ${target.bucket}`}
        aria-haspopup="dialog"
        onClick={() => {
          setWanted(true);
          setOpened(true);
        }}
      >
        {label}
      </Button>
      {wanted && (
        <Suspense>
          <FixDialog target={target} opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
