'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { Words } from '#components/ui/words.tsx';
import { beginConnecting } from '#lib/actions/identity-center.ts';

/** Asks AWS for a code; the page then shows it. */
export function ConnectButton({ label }: { label: string }) {
  const router = useRouter();
  const { run, running, problem } = useAction();

  async function begin() {
    if ((await run(beginConnecting)).ok) router.refresh();
  }

  return (
    <>
      <Button onClick={begin} loading={running}>
        {label}
      </Button>
      {problem && (
        <Notice tone="alarm" title="Not begun.">
          <Words text={problem.message} />
        </Notice>
      )}
    </>
  );
}
