import Link from 'next/link';
import { bucketHref } from '#components/buckets/bucket-href.ts';

/** A bucket of a report by its name, as the way to its page. */
export function BucketLink({
  bucket,
  accountId,
  className,
}: {
  bucket: string | null;
  accountId: string | null;
  className?: string | undefined;
}) {
  if (bucket === null || accountId === null) return <span className={className}>{bucket}</span>;
  return (
    <Link href={bucketHref({ accountId, name: bucket })} className={className}>
      {bucket}
    </Link>
  );
}
