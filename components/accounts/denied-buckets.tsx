import Link from 'next/link';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './denied-actions.module.css';

/** The buckets that an action is denied on: the first by name, and how many more there are. */
export function DeniedBuckets({
  accountId,
  denied: { buckets, bucketCount },
}: {
  accountId: string;
  denied: DeniedAction;
}) {
  const more = bucketCount - buckets.length;
  return (
    <span className={classes.buckets}>
      on{' '}
      {buckets.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <Link href={bucketHref({ accountId, name })}>{name}</Link>
        </span>
      ))}
      {more > 0 && ` and ${formatCount(more)} more ${more === 1 ? 'bucket' : 'buckets'}`}
    </span>
  );
}
