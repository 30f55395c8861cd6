import Link from 'next/link';
import type { ReactNode } from 'react';
import { accountHref, accountsHref } from '#components/accounts/accounts-url.ts';
import { StaleWords } from '#components/collect/stale-words.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { formatDay } from '#components/ui/date.ts';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { headlineUsd } from '#components/ui/headline-usd.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import type { BucketQuery } from '#lib/data/bucket-query.ts';
import { nameOfScope, whyUnlistedIn } from '#lib/data/scope.ts';
import { getSnapshot, getTotals } from '#lib/data/snapshot.ts';
import { getStaleLook } from '#lib/data/stale-look.ts';
import type { BucketTotals } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { hiddenIn } from '#lib/waste/hidden.ts';

/** The sum over the whole selection, not over the page that is shown of it. */
export async function BucketsHeadline({
  query: { q, account, ou, region, coverage, measurement },
  bar,
}: {
  query: BucketQuery;
  bar: ReactNode;
}) {
  const filter = { q, account, ou, region, coverage, measurement };
  const [totals, snapshot, name, unlisted, stale] = await Promise.all([
    getTotals(filter),
    getSnapshot(),
    nameOfScope({ account, ou }),
    whyUnlistedIn({ account, ou }),
    getStaleLook(),
  ]);
  if (!totals || !snapshot) return null;
  const { buckets, bytes, unread } = totals;
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  const atLeast = totals.atLeast || (!narrowed && snapshot.totals.atLeast);
  if (buckets === 0 && unlisted !== null) {
    return (
      <PageHead
        bar={bar}
        title={`What ${name} hides is not known.`}
        sub={
          <>
            <Words text={unlisted} />{' '}
            <Link href={account === undefined ? accountsHref({ ou }) : accountHref(account)}>What is known of it</Link>
          </>
        }
      />
    );
  }
  if (buckets === 0) return <NoBucket bar={bar} narrowed={narrowed} unlisted={atLeast} />;
  return (
    <PageHead
      bar={bar}
      title={
        <>
          {narrowed ? '' : 'All '}
          {formatCount(buckets)} {buckets === 1 ? 'bucket' : 'buckets'}
          {narrowed && (buckets === 1 ? ' matches' : ' match')}
          <Holding totals={totals} atLeast={atLeast} />
          {stale && `, on ${formatDay(stale.asOf)}`}.
        </>
      }
      sub={
        <>
          <StaleWords />
          {bytes > 0 && (
            <>
              <Bytes value={bytes} /> in parts of {formatCount(totals.uploads)} unfinished uploads.{' '}
            </>
          )}
          {coverage === undefined && `${formatCount(totals.protected)} protected for the whole bucket.`}
          {unread > 0 && ` ${formatCount(unread)} could not be read whole.`}
          {unlisted !== null && (
            <>
              {' '}
              <Words text={unlisted} />
            </>
          )}
          {unlisted === null && unread === 0 && atLeast && ' Not every account could be listed.'}
        </>
      }
    />
  );
}

function Holding({ totals, atLeast }: { totals: BucketTotals; atLeast: boolean }) {
  const { buckets, unread, monthlyUsd } = totals;
  const hidden = hiddenIn({ ...totals, atLeast });
  if (hidden === 'unknown') return buckets === 1 ? '; what it hides is not known' : '; what they hide is not known';
  if (hidden === 'some') {
    return (
      <>
        , {atLeast && 'at least '}
        <HeadlineNumber tone="waste">{headlineUsd(monthlyUsd)} a month</HeadlineNumber>
      </>
    );
  }
  return (
    <>
      , with <HeadlineNumber tone="recovered">nothing hidden</HeadlineNumber>
      {unread > 0 && ` in the ${formatCount(buckets - unread)} that could be read`}
    </>
  );
}

/** Filters that match nothing, an estate that could not be listed, or one without buckets. */
function NoBucket({ bar, narrowed, unlisted }: { bar: ReactNode; narrowed: boolean; unlisted: boolean }) {
  if (narrowed && unlisted) {
    return (
      <PageHead
        bar={bar}
        title="No bucket matches in what could be listed."
        sub={
          <>
            Not every account could be: <Link href="/accounts">Accounts</Link> says which, and why.
          </>
        }
      />
    );
  }
  if (narrowed)
    return <PageHead bar={bar} title="No bucket matches." sub="Take a filter away, or look for another name." />;
  if (unlisted) {
    return (
      <PageHead
        bar={bar}
        title="No bucket could be listed."
        sub={
          <>
            What is hidden is not known. The <Link href="/">overview</Link> says which account could not be listed, and
            why.
          </>
        }
      />
    );
  }
  return <PageHead bar={bar} title="There are no buckets." sub="When there is one, the next look shows it." />;
}

export function BucketsHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={30} width={260} />}
      title={<Bone height={38} width="min(100%, 460px)" />}
      sub={<Bone height={18} width="min(100%, 380px)" />}
    />
  );
}
