import { FixButton } from '#components/fix/fix-button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { BucketView, FixView } from '#lib/data/views.ts';
import { bucketHref } from './bucket-href.ts';

/** Below this a month a button is there, but does not call for attention. USD. */
const worthShouting = 1;

/** The one thing to do with a bucket now: fix it, see the proof of a fix, or see why it cannot be read. */
export function BucketAction({ bucket, fix }: { bucket: BucketView; fix: FixView | undefined }) {
  const { accountId, accountName, name, region, coverage } = bucket;
  const link = (label: string, hash: string) => (
    <LinkButton href={bucketHref(bucket, hash)} variant="default" size="compact-md" label={`${label}: ${name}`}>
      {label}
    </LinkButton>
  );
  if (fix) return link('Proof', '#fixes');
  if (coverage === null) return link('Why', '#coverage');
  if (coverage === 'full') return null;
  return (
    <FixButton
      target={{ accountId, accountName, bucket: name, region }}
      quiet={(bucket.monthlyUsd ?? 0) < worthShouting}
    />
  );
}
