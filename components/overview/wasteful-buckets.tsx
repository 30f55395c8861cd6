import Link from 'next/link';
import { BucketAction } from '#components/buckets/bucket-action.tsx';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import { KnownBytes } from '#components/buckets/known-bytes.tsx';
import { LeftBy } from '#components/buckets/left-by.tsx';
import { MonthlyPrice } from '#components/buckets/monthly-price.tsx';
import { Protection } from '#components/buckets/protection.tsx';
import { BulkFixButton } from '#components/fix/bulk-fix-button.tsx';
import { Age } from '#components/ui/ago.tsx';
import { TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import table from '#components/ui/table.module.css';
import { getBuckets } from '#lib/data/buckets.ts';
import { getOpenFixes } from '#lib/data/fixes.ts';
import { getNow, getTotals } from '#lib/data/snapshot.ts';
import type { BucketView } from '#lib/data/views.ts';
import classes from './wasteful-buckets.module.css';

const shownBuckets = 8;
const shownUnreadable = 2;

/** Where to act first: the dearest buckets, then some that hide what they hold. */
export async function WastefulBuckets({ account }: { account: string | undefined }) {
  const [page, denied, totals, fixes, now] = await Promise.all([
    getBuckets({ filter: { account }, sort: '-monthlyUsd', offset: 0, limit: shownBuckets }),
    getBuckets({ filter: { account, measurement: 'denied' }, sort: 'name', offset: 0, limit: shownUnreadable }),
    getTotals({ account }),
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
        <p className={table.quiet}>No bucket holds parts of unfinished uploads.</p>
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
              <th scope="col" className={table.wide}>
                Likely left by
              </th>
              <th scope="col" className={table.mid}>
                Protection
              </th>
              <th scope="col" className={table.end}>
                <span className={classes.hidden}>Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...wasteful, ...unreadable].map((bucket) => (
              <tr key={bucket.bucketId}>
                <td>
                  <Link href={bucketHref(bucket)} className={table.name}>
                    {bucket.name}
                  </Link>
                  <span className={table.sub}>
                    {bucket.accountName} · {bucket.region}
                  </span>
                  <span className={table.narrow}>
                    <Protection bucket={bucket} fix={fixes.get(bucket.bucketId)} now={now} />
                  </span>
                </td>
                <td className={table.num}>
                  <span className={classes.size}>
                    <KnownBytes bucket={bucket} />
                    <i className={classes.track} aria-hidden="true">
                      {bucket.bytes && (
                        <i className={classes.bar} style={{ width: `${(100 * bucket.bytes) / largest}%` }} />
                      )}
                    </i>
                  </span>
                  <span className={`${table.narrow} ${table.quiet}`}>
                    <MonthlyPrice bucket={bucket} />
                  </span>
                </td>
                <td className={`${table.num} ${table.mid}`}>
                  <MonthlyPrice bucket={bucket} />
                </td>
                <td className={`${table.num} ${table.wide}`}>
                  {bucket.oldestInitiatedAt ? <Age since={bucket.oldestInitiatedAt} now={now} /> : '–'}
                </td>
                <td className={table.wide}>
                  <LeftBy bucket={bucket} />
                </td>
                <td className={table.mid}>
                  <Protection bucket={bucket} fix={fixes.get(bucket.bucketId)} now={now} />
                </td>
                <td className={table.end}>
                  <BucketAction bucket={bucket} fix={fixes.get(bucket.bucketId)} />
                </td>
              </tr>
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
