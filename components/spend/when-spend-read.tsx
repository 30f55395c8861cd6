import type { ReactNode } from 'react';
import { getReadings } from '#lib/data/spend.ts';
import { FirstSpend } from './first-spend.tsx';

/** Shows its children once costs were read, or tried to be; before that, what reading them would cost. */
export async function WhenSpendRead({ children }: { children: ReactNode }) {
  const readings = await getReadings('costs');
  return readings.length > 0 ? children : <FirstSpend />;
}
