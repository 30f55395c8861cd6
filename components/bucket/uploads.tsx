import type { Route } from 'next';
import Link from 'next/link';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import { TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import table from '#components/ui/table.module.css';
import { type UploadQuery, uploadsPerPage } from '#lib/data/bucket-query.ts';
import { type BucketRef, getBucket, getRules, getUploads } from '#lib/data/buckets.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { coverageByKey } from '#lib/lifecycle/coverage.ts';
import { saysBytes } from '#lib/waste/hidden.ts';
import { UploadTable } from './upload-table.tsx';
import classes from './uploads.module.css';

const orders = [
  { sort: '-bytes', label: 'Largest' },
  { sort: 'initiatedAt', label: 'Oldest' },
  { sort: '-initiatedAt', label: 'Newest' },
  { sort: 'key', label: 'By key' },
] as const;

/** The uploads that the bucket has now, or had when they could last be listed, a page of them. */
export async function Uploads({ of: ref, query }: { of: BucketRef; query: UploadQuery }) {
  const [bucket, { items, nextCursor }, known, now] = await Promise.all([
    getBucket(ref.accountId, ref.bucket),
    getUploads({ ...ref, ...query, limit: uploadsPerPage }),
    getRules(ref),
    getNow(),
  ]);
  const href = (change: UploadQuery) => {
    const params = new URLSearchParams({ sort: change.sort, ...(change.cursor && { cursor: change.cursor }) });
    return bucketHref({ accountId: ref.accountId, name: ref.bucket }, `?${params}#uploads`) as Route;
  };
  if (items.length === 0) {
    return (
      <Card title="No unfinished uploads are known" id="uploads">
        <p className={table.quiet}>
          {saysBytes(bucket)
            ? 'When one is left behind here, the next look shows it.'
            : 'They could not be listed: that none is known does not mean none.'}
        </p>
      </Card>
    );
  }
  return (
    <Card
      flush
      id="uploads"
      title={bucket.lastKnown === null ? 'Unfinished uploads' : 'Unfinished uploads, as last seen'}
      sub="Sizes of uploads without a new part for 7 days are measured every 30 days, so they can be that old."
      action={
        <nav className={classes.orders} aria-label="Order of uploads">
          {orders.map(({ sort, label }) => (
            <Link
              key={sort}
              href={href({ sort })}
              scroll={false}
              aria-current={sort === query.sort ? 'true' : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
      }
    >
      <UploadTable uploads={items} now={now} coverageOf={known ? coverageByKey(known.config.rules) : () => null} />
      {(nextCursor || query.cursor) && (
        <nav className={classes.paging} aria-label="Pages of uploads">
          {query.cursor && (
            <LinkButton href={href({ sort: query.sort })} variant="default" size="compact-md">
              First page
            </LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={href({ sort: query.sort, cursor: nextCursor })} variant="default" size="compact-md">
              Next {uploadsPerPage}
            </LinkButton>
          )}
        </nav>
      )}
    </Card>
  );
}

export function UploadsSkeleton() {
  return (
    <Card flush title="Unfinished uploads" sub=" ">
      <TableBones rows={8} height={44} />
    </Card>
  );
}
