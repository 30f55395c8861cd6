import type { BucketView } from '#lib/data/views.ts';
import { creatorLabel } from '#lib/waste/creator.ts';

const measurements = {
  denied: 'could not be read',
  notScanned: 'not scanned',
  partial: 'not read whole',
  exact: '',
  sampled: '',
} as const;

/** Who probably left most of it, else why that is not known. */
export function LeftBy({ bucket }: { bucket: Pick<BucketView, 'breakdown' | 'measurement' | 'problem' | 'uploads'> }) {
  const [most] = bucket.breakdown?.byCreator ?? [];
  if (!most) return <span title={bucket.problem ?? undefined}>{measurements[bucket.measurement]}</span>;
  const share = bucket.uploads ? ` of ${Math.round((100 * most.uploads) / bucket.uploads)} % of its uploads` : '';
  return (
    <span title={`Likely, by key and initiator${share}; confidence ${most.confidence}`}>
      {creatorLabel(most.creator)}
    </span>
  );
}
