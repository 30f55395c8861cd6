import type { ReactNode } from 'react';
import { getSpendSnapshot } from '#lib/data/spend.ts';
import { FirstSpend } from './first-spend.tsx';

/** Shows its children once money was read, or tried to be; before that, what reading it would cost. */
export async function WhenSpendRead({ children }: { children: ReactNode }) {
  const snapshot = await getSpendSnapshot();
  return snapshot ? children : <FirstSpend />;
}
