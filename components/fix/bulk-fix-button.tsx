'use client';

import { MayButton } from '#components/viewer/may-button.tsx';
import { useFixDialog } from './fix-dialogs.tsx';
import type { FixTarget } from './fix-target.ts';

export function BulkFixButton({ targets, label }: { targets: FixTarget[]; label: string }) {
  const open = useFixDialog();
  return (
    <MayButton power="fix" variant="default" aria-haspopup="dialog" onClick={() => open(targets)}>
      {label}
    </MayButton>
  );
}
