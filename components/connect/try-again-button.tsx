'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import { tryConnection } from '#lib/actions/connection.ts';
import classes from './connect.module.css';

/** Asks AWS on a click, then has the page read the answer. */
export function TryAgainButton({ label = 'Try again' }: { label?: string }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [silent, setSilent] = useState(false);

  function tryAgain() {
    startTransition(async () => {
      const result = await tryConnection().catch(() => null);
      setSilent(!result?.ok);
      router.refresh();
    });
  }

  return (
    <span className={classes.again}>
      <MayButton power="collect" variant="default" size="compact-md" loading={pending} onClick={tryAgain}>
        {label}
      </MayButton>
      {silent && <span role="alert">Straybytes itself did not answer. Its log says why.</span>}
    </span>
  );
}
