'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState, useTransition } from 'react';
import look from '#components/collect/look-again-button.module.css';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { checkAccount } from '#lib/actions/accounts.ts';

/** Asks the account now what can be reached; `children` say when that was done last. It costs less than USD 0.0001. */
export function CheckAccountButton({ accountId, children }: { accountId: string; children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);

  function check() {
    startTransition(async () => {
      const result = await checkAccount({ accountId }).catch(() => null);
      setProblem(
        result === null
          ? 'Straybytes itself did not answer. Its log says why; try again.'
          : result.ok
            ? null
            : result.error.message,
      );
      router.refresh();
    });
  }

  return (
    <>
      <span className={look.look}>
        <span className={look.said} role="status">
          <i className={look.dot} data-running={pending || undefined} /> {pending ? 'Asking AWS…' : children}
        </span>
        <MayButton
          power="collect"
          variant="default"
          size="compact-md"
          title="It costs less than USD 0.0001"
          onClick={check}
          loading={pending}
        >
          Check now
        </MayButton>
      </span>
      {problem && (
        <div className={look.below}>
          <Notice tone="alarm" title="It could not be checked.">
            <Words text={problem} />
          </Notice>
        </div>
      )}
    </>
  );
}
