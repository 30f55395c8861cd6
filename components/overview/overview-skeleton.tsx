import { EstateHistorySkeleton } from '#components/history/estate-history.tsx';
import { HeadlineSkeleton } from './headline.tsx';
import { HowKnownSkeleton } from './how-known.tsx';
import classes from './overview.module.css';
import { RecoveredSkeleton } from './recovered.tsx';
import { SpendCardSkeleton } from './spend-card.tsx';
import { WastefulBucketsSkeleton } from './wasteful-buckets.tsx';

export function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <HeadlineSkeleton />
      <div className={classes.body}>
        <div className={classes.picture}>
          <EstateHistorySkeleton />
          <div className={classes.aside}>
            <RecoveredSkeleton />
            <SpendCardSkeleton />
          </div>
        </div>
        <div className={classes.list}>
          <WastefulBucketsSkeleton />
        </div>
        <HowKnownSkeleton />
      </div>
    </div>
  );
}
