import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NotYours } from '#components/viewer/not-yours.tsx';

export const metadata: Metadata = { title: 'Not yours' };

/**
 * What the door shows instead of a page that somebody may not see. Rendered, not thrown: the answer has begun before any
 * page can throw, so its status comes from the door as well (lib/server/page-status.ts).
 */
export default function NotYoursPage() {
  return (
    <Suspense>
      <NotYours />
    </Suspense>
  );
}
