import Link from 'next/link';
import { TableBones } from '#components/ui/bones.tsx';
import table from '#components/ui/table.module.css';
import { type BucketQuery, bucketsPerPage } from '#lib/data/bucket-query.ts';
import { getBuckets } from '#lib/data/buckets.ts';
import { getOpenFixes } from '#lib/data/fixes.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { BucketEndHeads } from './bucket-heads.tsx';
import { BucketRow } from './bucket-row.tsx';
import classes from './buckets-table.module.css';
import { bucketsHref } from './buckets-url.ts';
import { Paging } from './paging.tsx';
import { SelectAll, Selection } from './selection.tsx';
import { SortHead } from './sort-head.tsx';

/** One page of the buckets that match, with a tick for each that can be fixed. */
export async function BucketsTable({ query }: { query: BucketQuery }) {
  const { sort, page, ...filter } = query;
  const [list, fixes, now] = await Promise.all([
    getBuckets({ filter, sort, offset: (page - 1) * bucketsPerPage, limit: bucketsPerPage }),
    getOpenFixes(),
    getNow(),
  ]);
  if (!list) return null;
  if (list.items.length === 0) {
    return list.total === 0 ? null : (
      <p className={classes.empty}>
        There is no page {page}. <Link href={bucketsHref({ ...query, page: 1 })}>Go to the first</Link>
      </p>
    );
  }
  const targets = list.items
    .filter(({ coverage, bucketId }) => coverage !== null && coverage !== 'full' && !fixes.has(bucketId))
    .map(({ accountId, accountName, name, region }) => ({ accountId, accountName, bucket: name, region }));
  return (
    <Selection targets={targets}>
      <div className={classes.card}>
        <table className={table.table}>
          <caption className={table.unseen}>Buckets</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.tick}>
                <SelectAll />
              </th>
              <SortHead query={query} column="name" label="Bucket" first="name" className={table.main} />
              <SortHead query={query} column="bytes" label="Hidden bytes" className={table.num} />
              <SortHead query={query} column="monthlyUsd" label="A month" className={`${table.num} ${table.mid}`} />
              <SortHead query={query} column="uploads" label="Uploads" className={`${table.num} ${table.wide}`} />
              <SortHead
                query={query}
                column="oldestInitiatedAt"
                label="Oldest"
                first="oldestInitiatedAt"
                className={`${table.num} ${table.wide}`}
              />
              <BucketEndHeads />
            </tr>
          </thead>
          <tbody>
            {list.items.map((bucket) => (
              <BucketRow key={bucket.bucketId} bucket={bucket} fix={fixes.get(bucket.bucketId)} now={now} />
            ))}
          </tbody>
        </table>
      </div>
      <Paging query={query} total={list.total} />
    </Selection>
  );
}

export function BucketsTableSkeleton() {
  return (
    <div className={classes.card}>
      <TableBones rows={12} />
    </div>
  );
}
