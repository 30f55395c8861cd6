import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Join } from '#components/sign-in/join.tsx';
import { SignInSkeleton } from '#components/sign-in/sign-in.tsx';

export const metadata: Metadata = { title: 'Join' };

export default function JoinPage({ params }: PageProps<'/join/[token]'>) {
  return (
    <Suspense fallback={<SignInSkeleton />}>
      {params.then(({ token }) => (
        <Join token={token} />
      ))}
    </Suspense>
  );
}
