'use client';

import { MayButton } from '#components/viewer/may-button.tsx';
import { useFixDialog } from './fix-dialogs.tsx';
import type { FixTarget } from './fix-target.ts';

export function FixButton({ target, quiet = false }: { target: FixTarget; quiet?: boolean }) {
  const open = useFixDialog();
  return (
    <MayButton
      power="fix"
      size="compact-md"
      variant={quiet ? 'default' : 'filled'}
      aria-label={`Fix ${target.bucket}`}
      aria-haspopup="dialog"
      onClick={() => open([target])}
    >
      Fix
    </MayButton>
  );
}
