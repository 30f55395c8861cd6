import type { ReactNode } from 'react';
import { getSnapshot } from '#lib/data/snapshot.ts';
import { FirstLook } from './first-look.tsx';

/** Shows its children once there is something to show; before that, how to get there. */
export async function WhenCollected({ children }: { children: ReactNode }) {
  const snapshot = await getSnapshot();
  return snapshot ? children : <FirstLook />;
}
