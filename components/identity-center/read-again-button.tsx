'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useAction } from '#components/ui/use-action.ts';
import { readAssignmentsAgain } from '#lib/actions/identity-center.ts';

export function ReadAgainButton() {
  const router = useRouter();
  const { run, running, problem } = useAction();

  async function readAgain() {
    await run(readAssignmentsAgain);
    // Also after a refusal: AWS may have ended the connection.
    router.refresh();
  }

  return (
    <>
      <Button variant="default" size="compact-md" onClick={readAgain} loading={running}>
        Ask AWS again
      </Button>
      {problem && <span role="alert">{problem.message}</span>}
    </>
  );
}
