import { LinkButton } from '#components/ui/link-button.tsx';
import { type BucketQuery, bucketsPerPage } from '#lib/data/bucket-query.ts';
import { formatCount } from '#lib/money/format.ts';
import { bucketsHref } from './buckets-url.ts';
import classes from './paging.module.css';

export function Paging({ query, total }: { query: BucketQuery; total: number }) {
  const { page } = query;
  const first = (page - 1) * bucketsPerPage + 1;
  const last = Math.min(total, page * bucketsPerPage);
  return (
    <nav className={classes.paging} aria-label="Pages of buckets">
      <span>
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </span>
      {page > 1 && (
        <LinkButton href={bucketsHref({ ...query, page: page - 1 })} variant="default" size="compact-md">
          Previous
        </LinkButton>
      )}
      {last < total && (
        <LinkButton href={bucketsHref({ ...query, page: page + 1 })} variant="default" size="compact-md">
          Next
        </LinkButton>
      )}
    </nav>
  );
}
