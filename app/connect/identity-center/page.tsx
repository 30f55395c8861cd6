import type { Metadata } from 'next';
import { Suspense } from 'react';
import { IdentityCenterPage, IdentityCenterSkeleton } from '#components/identity-center/identity-center.tsx';

export const metadata: Metadata = { title: 'Connect with Identity Center' };

export default function ConnectIdentityCenterPage({ searchParams }: PageProps<'/connect/identity-center'>) {
  const to = searchParams.then(({ to: text }) => (typeof text === 'string' ? text : null));
  return (
    <Suspense fallback={<IdentityCenterSkeleton />}>
      <IdentityCenterPage to={to} />
    </Suspense>
  );
}
