import Link from 'next/link';
import { callCount } from '#components/collect/run-progress.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { type Fact, FactList } from '#components/ui/fact-list.tsx';
import { getSnapshotRun } from '#lib/data/runs.ts';
import { isWhole, type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import { getNow, getSnapshot, getTotals } from '#lib/data/snapshot.ts';
import { formatBytes, formatCount, formatUsd } from '#lib/money/format.ts';
import classes from './how-known.module.css';

/** A bucket read this much before the snapshot was read by an earlier collection. */
const stale = 3_600_000;

/** How fresh and how complete the figures are, and what it cost to look. */
export async function HowKnown({ scope: { account, ou } }: { scope: Scope }) {
  const scope = { account, ou };
  const [snapshot, totals, run, now] = await Promise.all([getSnapshot(), getTotals(scope), getSnapshotRun(), getNow()]);
  if (!snapshot || !totals) return null;
  const { buckets, unread, sampled, bytesMargin, priceFallback } = totals;
  const ofAccounts = run?.problems.filter(({ bucket }) => bucket === null) ?? [];
  const unlisted = ofAccounts.filter(({ accountId }) => accountId !== '');
  const ofAll = ofAccounts.filter(({ accountId }) => accountId === '');
  const link = (measurement: string, label: string) => (
    <Link href={`/buckets?measurement=${measurement}${isWhole(scope) ? '' : `&${scopeSearch(scope)}`}`}>{label}</Link>
  );
  const facts: (Fact | false)[] = [
    { label: 'Last look', value: <Ago at={snapshot.takenAt} now={now} /> },
    totals.oldestCheckedAt !== null &&
      snapshot.takenAt.getTime() - totals.oldestCheckedAt.getTime() > stale && {
        label: 'Some buckets',
        value: <Ago at={totals.oldestCheckedAt} now={now} />,
        title: 'The last look was not at every bucket: this is the oldest figure of those that could be read',
      },
    { label: 'Counted whole', value: `${formatCount(buckets - unread - sampled)} of ${formatCount(buckets)}` },
    sampled > 0 && {
      label: link('sampled', 'Sampled'),
      value: `${formatCount(sampled)}, ± ${formatBytes(bytesMargin)}`,
      title: 'The range holds the true figure in 95 of 100 cases',
    },
    unread > 0 && { label: link('unread', 'Not read whole'), value: formatCount(unread) },
    unlisted.length > 0 && {
      label: `${unlisted.length === 1 ? 'An account' : `${unlisted.length} accounts`} not listed`,
      value: 'see why',
      title: unlisted.map(({ accountId, problem }) => `${accountId}: ${problem}`).join('\n'),
      alarm: true,
    },
    ofAll.length > 0 && {
      label: <Link href="/accounts">The organization</Link>,
      value: 'not listed whole',
      title: ofAll.map(({ problem }) => problem).join('\n'),
      alarm: true,
    },
    run !== null && {
      label: 'Cost of looking',
      value: `${formatCount(callCount(run))} calls, ${formatUsd(run.apiCostUsd)}`,
    },
  ];
  return (
    <Card title="How this is known">
      <FactList facts={facts} wide />
      <p className={classes.note}>
        An upload that got no part for a week is measured again every 30 days, so its size can be that old.
        {priceFallback && ' Some prices stand in for a region or class that is not in the table.'}
      </p>
    </Card>
  );
}

export function HowKnownSkeleton() {
  return (
    <Card title="How this is known">
      <Bone height={64} />
    </Card>
  );
}
