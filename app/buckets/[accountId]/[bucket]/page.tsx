import type { Metadata } from 'next';
import { Suspense } from 'react';
import classes from '#components/bucket/bucket.module.css';
import { BucketHeadline, BucketHeadlineSkeleton } from '#components/bucket/bucket-headline.tsx';
import { BucketHistory, BucketHistorySkeleton } from '#components/bucket/bucket-history.tsx';
import { Coverage, CoverageSkeleton } from '#components/bucket/coverage.tsx';
import { MadeOf, MadeOfSkeleton } from '#components/bucket/made-of.tsx';
import { OutOfSight } from '#components/bucket/out-of-sight.tsx';
import { PastFixes } from '#components/bucket/past-fixes.tsx';
import { Uploads, UploadsSkeleton } from '#components/bucket/uploads.tsx';
import { parseUploadQuery, type UploadQuery } from '#lib/data/bucket-query.ts';
import { type BucketRef, findBucketRef, findOutOfSightBucket } from '#lib/data/buckets.ts';

type Props = PageProps<'/buckets/[accountId]/[bucket]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const bucket = await params.then(async (of) => (await findOutOfSightBucket(of)) ?? (await findBucketRef(of)));
  return { title: bucket?.bucket ?? 'Not found' };
}

export default function BucketPage({ params, searchParams }: Props) {
  const outOfSight = params.then(findOutOfSightBucket);
  const ref = params.then(findBucketRef);
  const query = searchParams.then(parseUploadQuery);
  return (
    <Suspense fallback={<BucketSkeleton />}>
      {Promise.all([outOfSight, ref]).then(([out, bucket]) =>
        bucket && !out ? <Bucket of={bucket} query={query} /> : <OutOfSight bucket={out} />,
      )}
    </Suspense>
  );
}

function Bucket({ of, query }: { of: BucketRef; query: Promise<UploadQuery> }) {
  return (
    <>
      <Suspense fallback={<BucketHeadlineSkeleton />}>
        <BucketHeadline of={of} />
      </Suspense>
      <div className={classes.two}>
        <Suspense fallback={<BucketHistorySkeleton />}>
          <BucketHistory of={of} />
        </Suspense>
        <Suspense fallback={<MadeOfSkeleton />}>
          <MadeOf of={of} />
        </Suspense>
      </div>
      <Suspense fallback={<CoverageSkeleton />}>
        <Coverage of={of} />
      </Suspense>
      <Suspense>
        <PastFixes of={of} />
      </Suspense>
      <Suspense fallback={<UploadsSkeleton />}>
        {query.then((parsed) => (
          <Uploads of={of} query={parsed} />
        ))}
      </Suspense>
    </>
  );
}

function BucketSkeleton() {
  return (
    <>
      <BucketHeadlineSkeleton />
      <div className={classes.two}>
        <BucketHistorySkeleton />
        <MadeOfSkeleton />
      </div>
      <CoverageSkeleton />
      <UploadsSkeleton />
    </>
  );
}
