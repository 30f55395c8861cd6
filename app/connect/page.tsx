import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Connect, ConnectSkeleton } from '#components/connect/connect.tsx';

export const metadata: Metadata = { title: 'Connect AWS' };

export default function ConnectPage() {
  return (
    <Suspense fallback={<ConnectSkeleton />}>
      <Connect />
    </Suspense>
  );
}
