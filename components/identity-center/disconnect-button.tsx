'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useAction } from '#components/ui/use-action.ts';
import { endConnection } from '#lib/actions/identity-center.ts';

/** Ends the connection, or the attempt. */
export function DisconnectButton({ label = 'Disconnect' }: { label?: string }) {
  const router = useRouter();
  const { run, running, problem } = useAction();

  async function end() {
    if ((await run(endConnection)).ok) router.refresh();
  }

  return (
    <>
      <Button variant="default" onClick={end} loading={running}>
        {label}
      </Button>
      {problem && <span role="alert">{problem.message}</span>}
    </>
  );
}
