import { Suspense } from 'react';
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
        <Suspense fallback={<HeadlineSkeleton />}>
          {scope.then(({ account }) => (
            <Headline account={account} bar={<OverviewBar account={account} />} />
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
                {scope.then(({ account }) => (
                  <Recovered account={account} />
                ))}
              </Suspense>
              <Suspense fallback={<SpendCardSkeleton />}>
                {scope.then(({ account }) => (
                  <SpendCard account={account} />
                ))}
              </Suspense>
            </div>
          </div>
          <div className={classes.list}>
            <Suspense fallback={<WastefulBucketsSkeleton />}>
              {scope.then(({ account }) => (
                <WastefulBuckets account={account} />
              ))}
            </Suspense>
          </div>
          <Suspense fallback={<HowKnownSkeleton />}>
            {scope.then(({ account }) => (
              <HowKnown account={account} />
            ))}
          </Suspense>
        </div>
      </WhenCollected>
    </Suspense>
  );
}
