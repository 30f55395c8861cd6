import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { WhenCollected } from '#components/collect/when-collected.tsx';
import { EstateHistory, EstateHistorySkeleton } from '#components/history/estate-history.tsx';
import { Headline, HeadlineSkeleton } from '#components/overview/headline.tsx';
import { HowKnown, HowKnownSkeleton } from '#components/overview/how-known.tsx';
import classes from '#components/overview/overview.module.css';
import { OverviewBar } from '#components/overview/overview-bar.tsx';
import { OverviewSkeleton } from '#components/overview/overview-skeleton.tsx';
import { Recovered, RecoveredSkeleton } from '#components/overview/recovered.tsx';
import { SpendCard, SpendCardSkeleton } from '#components/overview/spend-card.tsx';
import { WastefulBuckets, WastefulBucketsSkeleton } from '#components/overview/wasteful-buckets.tsx';
import { parseOverviewScope } from '#lib/data/overview-query.ts';

export default function OverviewPage({ searchParams }: PageProps<'/'>) {
  const scope = searchParams.then(parseOverviewScope);
  return (
    <Suspense fallback={<OverviewSkeleton />}>
      <WhenCollected>
        <WhenPlaceKnown path="/" params={searchParams}>
          <Suspense fallback={<HeadlineSkeleton />}>
            {scope.then((parsed) => (
              <Headline scope={parsed} bar={<OverviewBar scope={parsed} />} />
            ))}
          </Suspense>
          <div className={classes.body}>
            <div className={classes.picture}>
              <Suspense fallback={<EstateHistorySkeleton />}>
                {scope.then((parsed) => (
                  <EstateHistory scope={parsed} />
                ))}
              </Suspense>
              <div className={classes.aside}>
                <Suspense fallback={<RecoveredSkeleton />}>
                  {scope.then((parsed) => (
                    <Recovered scope={parsed} />
                  ))}
                </Suspense>
                <Suspense fallback={<SpendCardSkeleton />}>
                  {scope.then((parsed) => (
                    <SpendCard scope={parsed} />
                  ))}
                </Suspense>
              </div>
            </div>
            <div className={classes.list}>
              <Suspense fallback={<WastefulBucketsSkeleton />}>
                {scope.then((parsed) => (
                  <WastefulBuckets scope={parsed} />
                ))}
              </Suspense>
            </div>
            <Suspense fallback={<HowKnownSkeleton />}>
              {scope.then((parsed) => (
                <HowKnown scope={parsed} />
              ))}
            </Suspense>
          </div>
        </WhenPlaceKnown>
      </WhenCollected>
    </Suspense>
  );
}
