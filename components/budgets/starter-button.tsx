'use client';

import { MayButton } from '#components/viewer/may-button.tsx';
import { type AccountChoice, useStarterDialog } from './starter-dialogs.tsx';

/** Opens the dialog, for one account or with a choice of them. */
export function StarterButton({
  accounts,
  account,
  quiet = false,
}: {
  accounts: AccountChoice[];
  account?: AccountChoice;
  quiet?: boolean;
}) {
  const open = useStarterDialog();
  return (
    <MayButton
      power="budget"
      size="compact-md"
      variant={quiet ? 'default' : 'filled'}
      aria-haspopup="dialog"
      aria-label={account ? `Starter budget for ${account.accountName}` : 'Starter budget'}
      onClick={() => open(accounts, account?.accountId)}
    >
      Starter budget
    </MayButton>
  );
}
