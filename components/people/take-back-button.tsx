'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useAction } from '#components/ui/use-action.ts';
import { takeInvitationBack } from '#lib/actions/invitations.ts';

/** Another link is made as easily: it asks nothing. */
export function TakeBackButton({ invitationId, what }: { invitationId: string; what: string }) {
  const router = useRouter();
  const { run, running, problem } = useAction();

  async function takeBack() {
    await run(() => takeInvitationBack({ invitationId }));
    router.refresh();
  }

  return (
    <Button
      variant="default"
      size="compact-md"
      loading={running}
      onClick={takeBack}
      title={problem?.message}
      aria-label={`${problem ? 'Try again' : 'Revoke'}: ${what}`}
    >
      {problem ? 'Try again' : 'Revoke'}
    </Button>
  );
}
