import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Channels, ChannelsSkeleton } from '#components/channels/channels.tsx';

export const metadata: Metadata = { title: 'Delivery' };

export default function ChannelsPage() {
  return (
    <Suspense fallback={<ChannelsSkeleton />}>
      <Channels />
    </Suspense>
  );
}
