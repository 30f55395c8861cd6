import type { Metadata } from 'next';
import { Suspense } from 'react';
import { YouPage, YouSkeleton } from '#components/you/you.tsx';

export const metadata: Metadata = { title: 'Your sign-in' };

export default function OwnPage() {
  return (
    <Suspense fallback={<YouSkeleton />}>
      <YouPage />
    </Suspense>
  );
}
