import type { Metadata } from 'next';
import { Suspense } from 'react';
import classes from '#components/bucket/bucket.module.css';
import { BucketHeadline, BucketHeadlineSkeleton } from '#components/bucket/bucket-headline.tsx';
import { BucketHistory, BucketHistorySkeleton } from '#components/bucket/bucket-history.tsx';
import { Coverage, CoverageSkeleton } from '#components/bucket/coverage.tsx';
import { MadeOf, MadeOfSkeleton } from '#components/bucket/made-of.tsx';
import { PastFixes } from '#components/bucket/past-fixes.tsx';
import { Uploads, UploadsSkeleton } from '#components/bucket/uploads.tsx';
import { parseUploadQuery } from '#lib/data/bucket-query.ts';
import { parseBucketRef } from '#lib/data/buckets.ts';

type Props = PageProps<'/buckets/[accountId]/[bucket]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { bucket } = await params.then(parseBucketRef);
  return { title: bucket };
}

export default function BucketPage({ params, searchParams }: Props) {
  const ref = params.then(parseBucketRef);
  const query = searchParams.then(parseUploadQuery);
  return (
    <>
      <Suspense fallback={<BucketHeadlineSkeleton />}>
        {ref.then((bucket) => (
          <BucketHeadline of={bucket} />
        ))}
      </Suspense>
      <div className={classes.two}>
        <Suspense fallback={<BucketHistorySkeleton />}>
          {ref.then((bucket) => (
            <BucketHistory of={bucket} />
          ))}
        </Suspense>
        <Suspense fallback={<MadeOfSkeleton />}>
          {ref.then((bucket) => (
            <MadeOf of={bucket} />
          ))}
        </Suspense>
      </div>
      <Suspense fallback={<CoverageSkeleton />}>
        {ref.then((bucket) => (
          <Coverage of={bucket} />
        ))}
      </Suspense>
      <Suspense>
        {ref.then((bucket) => (
          <PastFixes of={bucket} />
        ))}
      </Suspense>
      <Suspense fallback={<UploadsSkeleton />}>
        {Promise.all([ref, query]).then(([bucket, parsed]) => (
          <Uploads of={bucket} query={parsed} />
        ))}
      </Suspense>
    </>
  );
}
