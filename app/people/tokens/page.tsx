import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PeopleSkeleton } from '#components/people/people.tsx';
import { Tokens } from '#components/people/tokens.tsx';

export const metadata: Metadata = { title: 'API tokens' };

export default function TokensPage() {
  return (
    <Suspense fallback={<PeopleSkeleton />}>
      <Tokens />
    </Suspense>
  );
}
