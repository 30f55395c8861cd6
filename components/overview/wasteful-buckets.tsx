import { BucketEndHeads } from '#components/buckets/bucket-heads.tsx';
import { BucketRow } from '#components/buckets/bucket-row.tsx';
import { BulkFixButton } from '#components/fix/bulk-fix-button.tsx';
import { TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import table from '#components/ui/table.module.css';
import { getBuckets } from '#lib/data/buckets.ts';
import { getOpenFixes } from '#lib/data/fixes.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { getNow, getTotals } from '#lib/data/snapshot.ts';
import type { BucketView } from '#lib/data/views.ts';
import { hiddenIn } from '#lib/waste/hidden.ts';

const shownBuckets = 8;
const shownUnreadable = 2;

/** Where to act first: the dearest buckets, then some that hide what they hold. */
export async function WastefulBuckets({ scope: { account, ou } }: { scope: Scope }) {
  const [page, denied, totals, fixes, now] = await Promise.all([
    getBuckets({ filter: { account, ou }, sort: '-monthlyUsd', offset: 0, limit: shownBuckets }),
    getBuckets({ filter: { account, ou, measurement: 'denied' }, sort: 'name', offset: 0, limit: shownUnreadable }),
    getTotals({ account, ou }),
    getOpenFixes(),
    getNow(),
  ]);
  const wasteful = page?.items.filter(({ bytes }) => bytes) ?? [];
  const unreadable = denied?.items.filter(({ bucketId }) => !wasteful.some((row) => row.bucketId === bucketId)) ?? [];
  const largest = Math.max(...wasteful.map(({ bytes }) => bytes ?? 0));
  const fixable = wasteful.filter((bucket) => bucket.coverage !== null && bucket.coverage !== 'full');
  const targets = fixable
    .filter(({ bucketId }) => !fixes.has(bucketId))
    .map(({ accountId, accountName, name, region }) => ({ accountId, accountName, bucket: name, region }));
  return (
    <Card
      flush
      title="Most wasteful buckets"
      sub={shareOf(wasteful, totals?.monthlyUsd ?? 0)}
      action={targets.length > 1 && <BulkFixButton targets={targets} label={`Fix these ${targets.length}…`} />}
    >
      {wasteful.length + unreadable.length === 0 ? (
        <p className={table.quiet}>
          {totals && hiddenIn(totals) === 'none'
            ? 'No bucket holds parts of unfinished uploads.'
            : 'No bucket that could be read holds parts of unfinished uploads.'}
        </p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col" className={table.main}>
                Bucket
              </th>
              <th scope="col" className={table.num}>
                Hidden bytes
              </th>
              <th scope="col" className={`${table.num} ${table.mid}`}>
                A month
              </th>
              <th scope="col" className={`${table.num} ${table.wide}`}>
                Oldest
              </th>
              <BucketEndHeads />
            </tr>
          </thead>
          <tbody>
            {[...wasteful, ...unreadable].map((bucket) => (
              <BucketRow
                key={bucket.bucketId}
                bucket={bucket}
                fix={fixes.get(bucket.bucketId)}
                now={now}
                largest={largest}
              />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function shareOf(buckets: BucketView[], totalUsd: number): string | undefined {
  if (buckets.length === 0 || totalUsd === 0) return undefined;
  const usd = buckets.reduce((sum, { monthlyUsd }) => sum + (monthlyUsd ?? 0), 0);
  const percent = Math.min(100, Math.round((100 * usd) / totalUsd));
  return buckets.length === 1 ? `It costs ${percent} % of all` : `These ${buckets.length} cost ${percent} % of all`;
}

export function WastefulBucketsSkeleton() {
  return (
    <Card flush title="Most wasteful buckets" sub=" ">
      <TableBones rows={8} />
    </Card>
  );
}
