'use client';

import { Button } from '@mantine/core';
import { useTransition } from 'react';
import { PageHead } from '#components/ui/page-head.tsx';

/** What a page shows when reading for it failed: mostly a store that does not answer. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const [pending, startTransition] = useTransition();
  return (
    <div role="alert">
      <PageHead
        title="This page could not be put together."
        sub={
          <>
            Straybytes itself failed, most likely because its database does not answer. Nothing was changed in AWS. The
            log of the web process says more{error.digest && <>; look for {error.digest}</>}.
          </>
        }
      />
      <Button loading={pending} onClick={() => startTransition(retry)}>
        Try again
      </Button>
    </div>
  );
}
