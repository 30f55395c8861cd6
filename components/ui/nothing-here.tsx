import type { Route } from 'next';
import { LinkButton } from './link-button.tsx';
import { PageHead } from './page-head.tsx';

/** What an address names that there is not. */
export type Missing = 'bucket' | 'account' | 'report' | 'page';

const words: Record<Missing, { sub: string; href: Route; label: string }> = {
  bucket: {
    sub: 'The bucket may have been deleted, or no collection has seen it yet. The list holds every bucket that the last look saw.',
    href: '/buckets',
    label: 'See all buckets',
  },
  account: {
    sub: 'No account of this number is known. The list holds every account that a look has found, also those that left the organization.',
    href: '/accounts',
    label: 'See all accounts',
  },
  report: {
    sub: 'There is a report of each week that is over, from the first to the last.',
    href: '/reports',
    label: 'See the last report',
  },
  page: {
    sub: 'The address may have been written otherwise. Every page is reached from the overview.',
    href: '/',
    label: 'Go to the overview',
  },
};

export function NothingHere({ of }: { of: Missing }) {
  const { sub, href, label } = words[of];
  return (
    <>
      <PageHead title="There is nothing at this address." sub={sub} />
      <LinkButton href={href}>{label}</LinkButton>
    </>
  );
}
