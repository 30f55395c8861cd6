import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SignIn, SignInSkeleton } from '#components/sign-in/sign-in.tsx';
import { parseSignInQuery } from '#lib/data/sign-in.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  return (
    <Suspense fallback={<SignInSkeleton />}>
      {searchParams.then((params) => (
        <SignIn {...parseSignInQuery(params)} />
      ))}
    </Suspense>
  );
}
