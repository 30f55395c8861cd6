import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { type Missing, NothingHere } from '#components/ui/nothing-here.tsx';

export const metadata: Metadata = { title: 'Not found' };

const named: readonly Missing[] = ['bucket', 'account', 'report'];

/** The proxy says what it is that there is not (proxy.ts). */
export default async function NotFound() {
  const missing = (await headers()).get('x-missing');
  return <NothingHere of={named.find((each) => each === missing) ?? 'page'} />;
}
