import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityList, ActivityListSkeleton } from '#components/activity/activity-list.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { parseActivityQuery } from '#lib/data/activity.ts';

export const metadata: Metadata = { title: 'Activity' };

export default function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  return (
    <>
      <PageHead
        title="Who did what, and when."
        sub="Every write to AWS, every refusal, every proof. Nothing here is ever changed."
      />
      <Suspense fallback={<ActivityListSkeleton />}>
        {searchParams.then((params) => (
          <ActivityList query={parseActivityQuery(params)} />
        ))}
      </Suspense>
    </>
  );
}
