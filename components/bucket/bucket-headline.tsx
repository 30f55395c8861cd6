import Link from 'next/link';
import { BucketAction } from '#components/buckets/bucket-action.tsx';
import { KnownBytes } from '#components/buckets/known-bytes.tsx';
import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { headlineUsd } from '#components/ui/headline-usd.ts';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { type BucketRef, getBucket, getRules } from '#lib/data/buckets.ts';
import { getOpenFixes } from '#lib/data/fixes.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getNow } from '#lib/data/snapshot.ts';
import type { BucketView } from '#lib/data/views.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { formatAge, formatCount } from '#lib/money/format.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import classes from './bucket-headline.module.css';

export async function BucketHeadline({ of }: { of: BucketRef }) {
  const [bucket, rules, fixes, { openRunId }, now] = await Promise.all([
    getBucket(of.accountId, of.bucket),
    getRules(of),
    getOpenFixes(),
    getRunState(),
    getNow(),
  ]);
  // Rules are read more often than uploads: a fix, or its undoing, shows before the next collection.
  const coverage = rules ? coverageOf(rules.config.rules).coverage : bucket.coverage;
  return (
    <>
      <PageHead
        bar={
          <>
            <nav aria-label="Breadcrumb">
              <Link href="/buckets">Buckets</Link> / {bucket.accountName} · {bucket.region}
            </nav>
            <span className={classes.act}>
              <LookAgainButton openRunId={openRunId} failure={null} only={of}>
                {bucket.checkedAt ? (
                  <>
                    Looked <Ago at={bucket.checkedAt} now={now} />
                  </>
                ) : (
                  'Not looked at yet'
                )}
              </LookAgainButton>
              <BucketAction bucket={{ ...bucket, coverage }} fix={fixes.get(bucket.bucketId)} />
            </span>
          </>
        }
        title={<Sentence bucket={bucket} />}
        sub={<Under bucket={bucket} now={now} />}
      />
      {bucket.problem && (
        <div className={classes.problem}>
          <Notice tone="waste" title={bucket.bytes === null ? 'It could not be read.' : 'It could not be read whole.'}>
            <Words text={bucket.problem} />
          </Notice>
        </div>
      )}
    </>
  );
}

function Sentence({ bucket }: { bucket: BucketView }) {
  const { name, bytes, monthlyUsd } = bucket;
  if (bytes === null) return <>What {name} hides is not known.</>;
  if (bytes === 0 && (bucket.measurement === 'exact' || bucket.measurement === 'sampled')) {
    return (
      <>
        {name} hides <HeadlineNumber tone="recovered">nothing</HeadlineNumber>.
      </>
    );
  }
  return (
    <>
      {name} hides <KnownBytes bucket={bucket} /> for{' '}
      <HeadlineNumber tone="waste">{headlineUsd(monthlyUsd ?? 0)} a month</HeadlineNumber>.
    </>
  );
}

function Under({ bucket, now }: { bucket: BucketView; now: Date }) {
  const { uploads, oldestInitiatedAt, breakdown, priceFallback } = bucket;
  const [most] = breakdown?.byCreator ?? [];
  const parts = [
    uploads === null ? '' : `${formatCount(uploads)} ${uploads === 1 ? 'upload' : 'uploads'} that never finished`,
    oldestInitiatedAt && `the oldest ${formatAge(oldestInitiatedAt, now)} old`,
    most && most.creator !== 'unknown' && `likely left by ${creatorLabel(most.creator)}`,
    priceFallback && 'at a default price, because its region or class is not in the table',
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : null;
}

export function BucketHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={20} width={240} />}
      title={<Bone height={38} width="min(100%, 620px)" />}
      sub={<Bone height={18} width="min(100%, 420px)" />}
    />
  );
}
