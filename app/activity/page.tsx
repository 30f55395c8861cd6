import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { ActivityFilters } from '#components/activity/activity-filters.tsx';
import { ActivityList, ActivityListSkeleton } from '#components/activity/activity-list.tsx';
import { ActivityPlaces } from '#components/activity/activity-places.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { parseActivityQuery } from '#lib/data/activity.ts';

export const metadata: Metadata = { title: 'Activity' };

export default function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const query = searchParams.then(parseActivityQuery);
  return (
    <Suspense fallback={<ActivityListSkeleton />}>
      <WhenPlaceKnown path="/activity" params={searchParams}>
        <PageHead
          bar={
            <Suspense>
              {query.then((parsed) => (
                <ActivityPlaces query={parsed} />
              ))}
            </Suspense>
          }
          title="Who did what, and when."
          sub="Every write to AWS, every refusal, every proof. Nothing here is ever changed."
        />
        <Suspense>
          {query.then((parsed) => (
            <ActivityFilters query={parsed} />
          ))}
        </Suspense>
        <Suspense fallback={<ActivityListSkeleton />}>
          {query.then((parsed) => (
            <ActivityList query={parsed} />
          ))}
        </Suspense>
      </WhenPlaceKnown>
    </Suspense>
  );
}
