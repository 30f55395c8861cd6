'use client';

import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import dialog from '#components/fix/fix-dialog.module.css';
import type { AppliedStarter } from '#lib/data/views.ts';
import { StarterCreated } from './starter-created.tsx';
import type { AccountChoice } from './starter-dialogs.tsx';
import { StarterForm } from './starter-form.tsx';

/** From the few things to say, to the exact request, to the budget in AWS. */
export function StarterDialog({
  accounts,
  accountId,
  onClose,
}: {
  accounts: AccountChoice[];
  accountId: string | undefined;
  onClose: () => void;
}) {
  const router = useRouter();
  const narrow = useMediaQuery('(max-width: 560px)') ?? false;
  const [applied, setApplied] = useState<AppliedStarter | null>(null);
  const nameOf = (id: string) => accounts.find((account) => account.accountId === id)?.accountName ?? id;
  return (
    <Modal
      opened
      onClose={onClose}
      size={780}
      radius="lg"
      padding={narrow ? 18 : 28}
      centered
      fullScreen={narrow}
      title={applied ? `${nameOf(applied.request.AccountId)} has a starter budget` : 'Starter budget'}
      classNames={{ title: dialog.title ?? '', header: dialog.header ?? '', content: dialog.content ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {applied ? (
        <StarterCreated applied={applied} onClose={onClose} />
      ) : (
        <>
          <p className={dialog.sub}>
            A small daily limit: whoever is told hears of a surprise within a day, not with the bill.
          </p>
          <StarterForm
            accounts={accounts}
            accountId={accountId ?? accounts[0]?.accountId ?? ''}
            onClose={onClose}
            onApplied={(result) => {
              setApplied(result);
              router.refresh();
            }}
          />
        </>
      )}
    </Modal>
  );
}
