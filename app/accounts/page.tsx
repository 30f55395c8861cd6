import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AccessCauses } from '#components/accounts/access-causes.tsx';
import { AccountsHeadline, AccountsHeadlineSkeleton } from '#components/accounts/accounts-headline.tsx';
import { AccountsTable, AccountsTableSkeleton } from '#components/accounts/accounts-table.tsx';
import { OrganizationProblem } from '#components/accounts/organization-problem.tsx';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { WhenCollected } from '#components/collect/when-collected.tsx';
import { parseAccountsQuery } from '#lib/data/accounts-query.ts';

export const metadata: Metadata = { title: 'Accounts' };

export default function AccountsPage({ searchParams }: PageProps<'/accounts'>) {
  const query = searchParams.then(parseAccountsQuery);
  return (
    <Suspense fallback={<AccountsHeadlineSkeleton />}>
      <WhenCollected>
        <WhenPlaceKnown path="/accounts" params={searchParams}>
          <Suspense fallback={<AccountsHeadlineSkeleton />}>
            {query.then(({ account, ou, show }) => (
              <AccountsHeadline scope={{ account, ou }} show={show} />
            ))}
          </Suspense>
          <Suspense fallback={null}>
            <OrganizationProblem />
          </Suspense>
          <Suspense fallback={null}>
            {query.then(({ account, ou, show }) => show === 'attention' && <AccessCauses scope={{ account, ou }} />)}
          </Suspense>
          <Suspense fallback={<AccountsTableSkeleton />}>
            {query.then((parsed) => (
              <AccountsTable query={parsed} />
            ))}
          </Suspense>
        </WhenPlaceKnown>
      </WhenCollected>
    </Suspense>
  );
}
