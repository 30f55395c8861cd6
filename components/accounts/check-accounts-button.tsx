'use client';

import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { checkAccounts } from '#lib/actions/accounts.ts';

/** Asks AWS now, for all accounts or those of a unit, what can be reached and what is denied, and reads their guardrails. */
export function CheckAccountsButton({
  of,
  ou,
}: {
  /** What the accounts are called together; null: they are all. */
  of: string | null;
  /** The path of their unit; left out: all. */
  ou: string | undefined;
}) {
  return (
    <LookAgainButton
      openRunId={null}
      failure={null}
      begin={() => checkAccounts(ou === undefined ? {} : { ou })}
      label={of === null ? 'Check all accounts' : `Check all of ${of}`}
      estimate="It costs less than USD 0.0001 for each account"
    >
      What can be reached
    </LookAgainButton>
  );
}
