import Link from 'next/link';
import { BucketAction } from '#components/buckets/bucket-action.tsx';
import { KnownBytes } from '#components/buckets/known-bytes.tsx';
import { LastSeen } from '#components/buckets/last-seen.tsx';
import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { headlineUsd } from '#components/ui/headline-usd.ts';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { type BucketRef, getBucket, getRules } from '#lib/data/buckets.ts';
import { getOpenFixes } from '#lib/data/fixes.ts';
import { mayActAsOneself } from '#lib/data/identity-center.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getNow } from '#lib/data/snapshot.ts';
import type { BucketView } from '#lib/data/views.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { formatAge, formatCount } from '#lib/money/format.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import { saysBytes } from '#lib/waste/hidden.ts';
import classes from './bucket-headline.module.css';

export async function BucketHeadline({ of }: { of: BucketRef }) {
  const [bucket, rules, fixes, { openRunId }, now, asOneself] = await Promise.all([
    getBucket(of.accountId, of.bucket),
    getRules(of),
    getOpenFixes(),
    getRunState(),
    getNow(),
    mayActAsOneself(),
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
              <LookAgainButton
                openRunId={openRunId}
                failure={null}
                only={of}
                asOneself={asOneself ? bucket.name : null}
              >
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
  const { name, measurement, problem } = bucket;
  if (!saysBytes(bucket)) return <>What {name} hides is not known.</>;
  const { bytes } = bucket;
  if (bytes === 0) {
    const nothing = <HeadlineNumber tone="recovered">nothing</HeadlineNumber>;
    return problem ? (
      <>
        {name} hid {nothing} when it was last read.
      </>
    ) : (
      <>
        {name} hides {nothing}.
      </>
    );
  }
  const usd = <HeadlineNumber tone="waste">{headlineUsd(bucket.monthlyUsd ?? 0)} a month</HeadlineNumber>;
  if (measurement === 'notScanned') {
    return (
      <>
        {name} hid <Bytes value={bytes} /> for {usd} when it was last read.
      </>
    );
  }
  return (
    <>
      {name} hides <KnownBytes bucket={bucket} /> for {usd}.
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
  return (
    <>
      {parts.length > 0 && `${parts.join(', ')}.`}
      <LastSeen lastKnown={bucket.lastKnown} />
    </>
  );
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
