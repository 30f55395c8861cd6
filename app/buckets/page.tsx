import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { BucketFilters } from '#components/buckets/bucket-filters.tsx';
import { BucketsHeadline, BucketsHeadlineSkeleton } from '#components/buckets/buckets-headline.tsx';
import { BucketsTable, BucketsTableSkeleton } from '#components/buckets/buckets-table.tsx';
import { LookAgain } from '#components/collect/look-again.tsx';
import { WhenCollected } from '#components/collect/when-collected.tsx';
import { parseBucketQuery } from '#lib/data/bucket-query.ts';

export const metadata: Metadata = { title: 'Buckets' };

export default function BucketsPage({ searchParams }: PageProps<'/buckets'>) {
  const query = searchParams.then(parseBucketQuery);
  return (
    <Suspense fallback={<BucketsTableSkeleton />}>
      <WhenCollected>
        <WhenPlaceKnown path="/buckets" params={searchParams}>
          <Suspense fallback={<BucketsHeadlineSkeleton />}>
            {query.then((parsed) => (
              <BucketsHeadline
                query={parsed}
                bar={
                  <Suspense>
                    <LookAgain />
                  </Suspense>
                }
              />
            ))}
          </Suspense>
          <Suspense>
            {query.then((parsed) => (
              <BucketFilters query={parsed} />
            ))}
          </Suspense>
          <Suspense fallback={<BucketsTableSkeleton />}>
            {query.then((parsed) => (
              <BucketsTable query={parsed} />
            ))}
          </Suspense>
        </WhenPlaceKnown>
      </WhenCollected>
    </Suspense>
  );
}
