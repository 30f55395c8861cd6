import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { type BucketRef, getBucket } from '#lib/data/buckets.ts';
import { formatCount } from '#lib/money/format.ts';
import { type AgeBand, ageBands } from '#lib/waste/breakdown.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import classes from './made-of.module.css';
import { Shares } from './shares.tsx';

const bandNames: Record<AgeBand, string> = {
  under1d: 'under 1 day',
  '1to7d': '1 to 7 days',
  '7to30d': '7 to 30 days',
  '30to90d': '30 to 90 days',
  over90d: 'over 90 days',
};

/** What the bucket's hidden bytes are made of: age, storage class, likely creator. */
export async function MadeOf({ of: { accountId, bucket: name } }: { of: BucketRef }) {
  const { breakdown } = await getBucket(accountId, name);
  const total = breakdown ? ageBands.reduce((sum, band) => sum + breakdown.byAge[band].bytes, 0) : 0;
  if (!breakdown || total === 0) {
    return (
      <Card title="What it is made of">
        <p className={classes.none}>
          {breakdown ? 'There are no parts to break down.' : 'Not known: it could not be read.'}
        </p>
      </Card>
    );
  }
  const classShares = Object.entries(breakdown.byClass).map(([storageClass, { bytes }]) => ({
    name: storageClass,
    bytes,
  }));
  return (
    <Card title="What it is made of">
      <Shares
        label="By age"
        total={total}
        shares={ageBands.map((band) => ({ name: bandNames[band], bytes: breakdown.byAge[band].bytes }))}
      />
      <Shares label="By storage class" total={total} shares={classShares.sort((a, b) => b.bytes - a.bytes)} />
      <Shares
        label="Likely left by"
        total={total}
        shares={breakdown.byCreator.map(({ creator, confidence, bytes }) => ({
          name: creatorLabel(creator),
          bytes,
          title: `confidence ${confidence}, by key and initiator`,
        }))}
      />
      {breakdown.unknownSize > 0 && (
        <p className={classes.none}>{formatCount(breakdown.unknownSize)} uploads of unknown size are not in it.</p>
      )}
    </Card>
  );
}

export function MadeOfSkeleton() {
  return (
    <Card title="What it is made of">
      <Bone height={300} />
    </Card>
  );
}
