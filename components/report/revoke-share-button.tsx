'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import { revokeReportShare } from '#lib/actions/share.ts';

/** Ends a link at once. Another is made as easily: it asks nothing. */
export function RevokeShareButton({ week, shareId }: { week: string; shareId: string }) {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'revoking' | 'failed'>('idle');

  async function revoke() {
    setState('revoking');
    const result = await revokeReportShare({ week, shareId }).catch(() => null);
    // One that was revoked elsewhere is shown so by the refresh.
    setState(result === null ? 'failed' : 'idle');
    router.refresh();
  }

  return (
    <MayButton power="share" variant="default" size="compact-md" loading={state === 'revoking'} onClick={revoke}>
      {state === 'failed' ? 'Try again' : 'Revoke'}
    </MayButton>
  );
}
