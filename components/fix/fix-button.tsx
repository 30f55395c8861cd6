'use client';

import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { FixTarget } from './fix-target.ts';

const FixDialog = lazy(() => import('./fix-dialog.tsx').then((module) => ({ default: module.FixDialog })));

/**
 * Opens the dialog; its code is fetched with the first click. `instead` stands in the button's place once there is
 * nothing to fix: the dialog that fixed it stays open and shows the proof.
 */
export function FixButton({
  target,
  quiet = false,
  size = 'compact-md',
  label = 'Fix',
  instead,
}: {
  target: FixTarget;
  quiet?: boolean;
  size?: 'compact-md' | 'sm';
  label?: string;
  instead?: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      {instead === undefined ? (
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
      ) : (
        instead
      )}
      {wanted && (
        <Suspense>
          <FixDialog target={target} opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
