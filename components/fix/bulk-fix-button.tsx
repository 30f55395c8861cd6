'use client';

import { Button } from '@mantine/core';
import { useFixDialog } from './fix-dialogs.tsx';
import type { FixTarget } from './fix-target.ts';

export function BulkFixButton({ targets, label }: { targets: FixTarget[]; label: string }) {
  const open = useFixDialog();
  return (
    <Button variant="default" aria-haspopup="dialog" onClick={() => open(targets)}>
      {label}
    </Button>
  );
}
