import { Suspense } from 'react';
import { LookAgain } from '#components/collect/look-again.tsx';
import { getFacets } from '#lib/data/snapshot.ts';
import { AccountSwitch } from './account-switch.tsx';

export function OverviewBar({ account }: { account: string | undefined }) {
  return (
    <>
      <Suspense>
        <Accounts account={account} />
      </Suspense>
      <Suspense>
        <LookAgain />
      </Suspense>
    </>
  );
}

async function Accounts({ account }: { account: string | undefined }) {
  const { accounts } = await getFacets();
  return <AccountSwitch account={account ?? ''} accounts={accounts} />;
}
