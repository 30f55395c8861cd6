import type { ReactNode } from 'react';
import { Bone } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { headlineUsd } from '#components/ui/headline-usd.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import type { BucketQuery } from '#lib/data/bucket-query.ts';
import { getTotals } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';

/** The sum over the whole selection, not over the page that is shown of it. */
export async function BucketsHeadline({
  query: { q, account, region, coverage, measurement },
  bar,
}: {
  query: BucketQuery;
  bar: ReactNode;
}) {
  const filter = { q, account, region, coverage, measurement };
  const totals = await getTotals(filter);
  if (!totals) return null;
  const { buckets, bytes, monthlyUsd, unread, atLeast } = totals;
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  if (buckets === 0)
    return <PageHead bar={bar} title="No bucket matches." sub="Take a filter away, or look for another name." />;
  return (
    <PageHead
      bar={bar}
      title={
        <>
          {narrowed ? '' : 'All '}
          {formatCount(buckets)} {buckets === 1 ? 'bucket' : 'buckets'}
          {narrowed && (buckets === 1 ? ' matches' : ' match')},{' '}
          {bytes === 0 ? (
            <>
              with <HeadlineNumber tone="recovered">nothing hidden</HeadlineNumber>
            </>
          ) : (
            <>
              {atLeast && 'at least '}
              <HeadlineNumber tone="waste">{headlineUsd(monthlyUsd)} a month</HeadlineNumber>
            </>
          )}
          .
        </>
      }
      sub={
        <>
          {bytes > 0 && (
            <>
              <Bytes value={bytes} /> in parts of {formatCount(totals.uploads)} unfinished uploads.{' '}
            </>
          )}
          {coverage === undefined && `${formatCount(totals.protected)} protected for the whole bucket.`}
          {unread > 0 && ` ${formatCount(unread)} could not be read whole.`}
        </>
      }
    />
  );
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
