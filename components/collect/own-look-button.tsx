'use client';

import { useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import type { LookPlace } from '#lib/actions/collect.ts';
import { OwnLookDialog } from './own-look-dialog.tsx';

/** Beside a look with Straybytes' own role: the same with a permission set of the person's own. */
export function OwnLookButton({
  place,
  name,
  disabled,
  onBegun,
}: {
  place: LookPlace;
  /** What is looked at. */
  name: string;
  disabled: boolean;
  onBegun: (runId: string) => void;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <MayButton
        power="collect"
        variant="subtle"
        size="compact-md"
        aria-haspopup="dialog"
        aria-label={`Look at ${name} as yourself`}
        disabled={disabled}
        onClick={() => setOpened(true)}
      >
        As yourself
      </MayButton>
      {opened && (
        <OwnLookDialog
          place={place}
          name={name}
          onClose={() => setOpened(false)}
          onBegun={(runId) => {
            setOpened(false);
            onBegun(runId);
          }}
        />
      )}
    </>
  );
}
