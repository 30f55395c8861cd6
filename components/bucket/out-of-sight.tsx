import Link from 'next/link';
import { Suspense } from 'react';
import { accountHref } from '#components/accounts/accounts-url.ts';
import { LastSeen } from '#components/buckets/last-seen.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { NothingHere } from '#components/ui/nothing-here.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getLeftOutBy } from '#lib/data/left-out.ts';
import { getNow } from '#lib/data/snapshot.ts';
import type { OutOfSightBucket } from '#lib/data/views.ts';
import classes from './bucket.module.css';
import { BucketHistory, BucketHistorySkeleton } from './bucket-history.tsx';
import { PastFixes } from './past-fixes.tsx';

/** A bucket of an account that is not looked at: why, by whom, the way back, and what is kept of it; or that there is none. */
export function OutOfSight({ bucket: of }: { bucket: OutOfSightBucket | null }) {
  // Rendered, not thrown: the answer has begun, and what is thrown then shows as an error in the browser.
  if (of === null) return <NothingHere of="bucket" />;
  const { accountId, accountName, bucket, excluded, notLookedAt, lastKnown } = of;
  return (
    <>
      <PageHead
        bar={
          <nav aria-label="Breadcrumb">
            <Link href="/buckets">Buckets</Link> / <Link href={accountHref(accountId)}>{accountName}</Link>
          </nav>
        }
        title={`${bucket} is not looked at.`}
        sub={
          <>
            {excluded ? <LeftOut of={of} /> : notLookedAt} What it hides now is not known.
            <LastSeen lastKnown={lastKnown} />
          </>
        }
      />
      <p className={classes.wayBack}>
        <LinkButton href={accountHref(accountId)}>
          {excluded ? `Take ${accountName} in again` : `See ${accountName}`}
        </LinkButton>
      </p>
      <Suspense fallback={<BucketHistorySkeleton />}>
        <BucketHistory of={{ accountId, bucket }} />
      </Suspense>
      <Suspense>
        <PastFixes of={{ accountId, bucket }} />
      </Suspense>
    </>
  );
}

async function LeftOut({ of: { accountId, accountName } }: { of: OutOfSightBucket }) {
  const [left, now] = await Promise.all([getLeftOutBy(accountId), getNow()]);
  return (
    <>
      Its account {accountName} was left out
      {left && (
        <>
          {' by '}
          {left.actor} <Ago at={left.at} now={now} />
        </>
      )}
      .
    </>
  );
}
