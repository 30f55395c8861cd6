'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import { sendDeliveryAgain } from '#lib/actions/channels.ts';
import classes from './channels.module.css';

/** For a person who has looked on the other side; what became of it stands in the line itself. */
export function SendAgainButton({ deliveryId, what }: { deliveryId: string; what: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function send() {
    setBusy(true);
    setProblem('');
    try {
      const result = await sendDeliveryAgain({ deliveryId });
      if (!result.ok) setProblem(result.error.message);
    } catch {
      setProblem('Straybytes itself did not answer. Its log says why; try again.');
    }
    setBusy(false);
    router.refresh();
  }

  return (
    <>
      <MayButton
        power="deliver"
        variant="default"
        size="compact-xs"
        onClick={send}
        loading={busy}
        aria-label={`Send again: ${what}`}
      >
        Send again
      </MayButton>
      <span role="status" className={classes.quiet}>
        {problem}
      </span>
    </>
  );
}
