import type { Metadata } from 'next';
import { Suspense } from 'react';
import classes from '#components/accounts/account.module.css';
import { AccountChoices } from '#components/accounts/account-choices.tsx';
import { AccountFacts } from '#components/accounts/account-facts.tsx';
import { AccountGuardrails } from '#components/accounts/account-guardrails.tsx';
import { AccountHeadline, AccountHeadlineSkeleton } from '#components/accounts/account-headline.tsx';
import { DeniedActions } from '#components/accounts/denied-actions.tsx';
import { UnreadBuckets } from '#components/accounts/unread-buckets.tsx';
import { UntriedActions } from '#components/accounts/untried-actions.tsx';
import { NothingHere } from '#components/ui/nothing-here.tsx';
import { type AccountGlance, findAccount } from '#lib/data/accounts.ts';

type Props = PageProps<'/accounts/[accountId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const account = await params.then(findAccount);
  return { title: account?.name ?? 'Not found' };
}

export default function AccountPage({ params }: Props) {
  const found = params.then(findAccount);
  return (
    <Suspense fallback={<AccountHeadlineSkeleton />}>
      {/* Rendered, not thrown: the answer has begun, and what is thrown then shows as an error in the browser. */}
      {found.then((account) => (account ? <Account account={account} /> : <NothingHere of="account" />))}
    </Suspense>
  );
}

function Account({ account }: { account: AccountGlance }) {
  return (
    <>
      <AccountHeadline account={account} />
      <div className={classes.two}>
        <div className={classes.column}>
          <DeniedActions account={account} />
          <Suspense>
            <UnreadBuckets account={account} />
          </Suspense>
          <Suspense>
            <AccountGuardrails account={account} />
          </Suspense>
        </div>
        <div className={classes.column}>
          <Suspense>
            <AccountFacts account={account} />
          </Suspense>
          <Suspense>
            <UntriedActions account={account} />
          </Suspense>
          <AccountChoices account={account} />
        </div>
      </div>
    </>
  );
}
