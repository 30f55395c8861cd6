import type { Metadata } from 'next';
import { Suspense } from 'react';
import { People, PeopleSkeleton } from '#components/people/people.tsx';

export const metadata: Metadata = { title: 'People' };

export default function PeoplePage() {
  return (
    <Suspense fallback={<PeopleSkeleton />}>
      <People />
    </Suspense>
  );
}
