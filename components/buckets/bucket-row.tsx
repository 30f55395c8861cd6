import Link from 'next/link';
import { Age } from '#components/ui/ago.tsx';
import table from '#components/ui/table.module.css';
import type { BucketView, FixView } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { BucketAction } from './bucket-action.tsx';
import { bucketHref } from './bucket-href.ts';
import classes from './bucket-row.module.css';
import { KnownBytes } from './known-bytes.tsx';
import { LastSeen } from './last-seen.tsx';
import { LeftBy } from './left-by.tsx';
import { MonthlyPrice } from './monthly-price.tsx';
import { Protection } from './protection.tsx';
import { SelectBucket } from './selection.tsx';

/** A bucket: in a list to choose from with a tick and its uploads, else, with `largest`, with a bar to compare by. */
export function BucketRow({
  bucket,
  fix,
  now,
  largest,
}: {
  bucket: BucketView;
  fix: FixView | undefined;
  now: Date;
  /** Bytes of the longest bar. */
  largest?: number;
}) {
  const { accountId, accountName, name, region, uploads, bytes, oldestInitiatedAt } = bucket;
  const chosen = largest === undefined;
  return (
    <tr>
      {chosen && (
        <td>
          <SelectBucket accountId={accountId} bucket={name} />
        </td>
      )}
      <td>
        <Link href={bucketHref(bucket)} className={table.name}>
          {name}
        </Link>
        <span className={table.sub}>
          {accountName} · {region}
        </span>
        <span className={table.narrow}>
          <Protection bucket={bucket} fix={fix} now={now} />
        </span>
      </td>
      <td className={table.num}>
        <span className={classes.size}>
          <KnownBytes bucket={bucket} />
          {!chosen && (
            <i className={classes.track} aria-hidden="true">
              {(bytes ?? 0) > 0 && (
                <i className={classes.bar} style={{ width: `${(100 * (bytes ?? 0)) / largest}%` }} />
              )}
            </i>
          )}
        </span>
        {bucket.lastKnown && (
          <span className={classes.then}>
            <LastSeen lastKnown={bucket.lastKnown} />
          </span>
        )}
        <span className={`${table.narrow} ${table.quiet}`}>
          <MonthlyPrice bucket={bucket} />
        </span>
      </td>
      <td className={`${table.num} ${table.mid}`}>
        <MonthlyPrice bucket={bucket} />
      </td>
      {chosen && <td className={`${table.num} ${table.wide}`}>{uploads === null ? '–' : formatCount(uploads)}</td>}
      <td className={`${table.num} ${table.wide}`}>
        {oldestInitiatedAt ? <Age since={oldestInitiatedAt} now={now} /> : '–'}
      </td>
      <td className={table.wide}>
        <LeftBy bucket={bucket} />
      </td>
      <td className={table.mid}>
        <Protection bucket={bucket} fix={fix} now={now} />
      </td>
      <td className={table.end}>
        <BucketAction bucket={bucket} fix={fix} />
      </td>
    </tr>
  );
}
