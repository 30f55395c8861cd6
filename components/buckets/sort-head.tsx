import Link from 'next/link';
import type { BucketQuery } from '#lib/data/bucket-query.ts';
import { bucketsHref } from './buckets-url.ts';
import classes from './sort-head.module.css';

/** A heading that sorts: a click on the one in force turns it round. */
export function SortHead({
  query,
  column,
  label,
  first = `-${column}`,
  className = '',
}: {
  query: BucketQuery;
  column: string;
  label: string;
  /** The direction of the first click: the largest first, a name from A. */
  first?: string;
  className?: string | undefined;
}) {
  const active = query.sort.replace('-', '') === column;
  const descending = query.sort.startsWith('-');
  const turned = descending ? column : `-${column}`;
  return (
    <th scope="col" className={className} aria-sort={active ? (descending ? 'descending' : 'ascending') : undefined}>
      <Link
        className={classes.head}
        href={bucketsHref({ ...query, sort: active ? turned : first, page: 1 })}
        scroll={false}
        prefetch={false}
      >
        {label}
        <span className={classes.arrow} aria-hidden="true">
          {active ? (descending ? '↓' : '↑') : ''}
        </span>
      </Link>
    </th>
  );
}
