'use client';

import { useRouter } from 'next/navigation';
import { SureButton } from '#components/ui/sure-button.tsx';
import table from '#components/ui/table.module.css';
import { useAction } from '#components/ui/use-action.ts';
import { revokeApiToken } from '#lib/actions/tokens.ts';

/** Asks once more: the program that has it stops at once. */
export function RevokeTokenButton({ tokenId, name }: { tokenId: string; name: string }) {
  const router = useRouter();
  const { run, running, problem } = useAction();

  async function revoke() {
    await run(() => revokeApiToken({ tokenId }));
    router.refresh();
  }

  return (
    <>
      <SureButton size="compact-md" label="Revoke" sure="Revoke now" about={name} loading={running} onSure={revoke} />
      {problem && (
        <span role="alert" className={table.sub}>
          {problem.message}
        </span>
      )}
    </>
  );
}
