import Link from 'next/link';
import { Age } from '#components/ui/ago.tsx';
import table from '#components/ui/table.module.css';
import type { BucketView, FixView } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { BucketAction } from './bucket-action.tsx';
import { bucketHref } from './bucket-href.ts';
import { KnownBytes } from './known-bytes.tsx';
import { LeftBy } from './left-by.tsx';
import { MonthlyPrice } from './monthly-price.tsx';
import { Protection } from './protection.tsx';
import { SelectBucket } from './selection.tsx';

export function BucketRow({ bucket, fix, now }: { bucket: BucketView; fix: FixView | undefined; now: Date }) {
  const { accountId, accountName, name, region, uploads, oldestInitiatedAt } = bucket;
  return (
    <tr>
      <td>
        <SelectBucket accountId={accountId} bucket={name} />
      </td>
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
        <KnownBytes bucket={bucket} />
        <span className={`${table.narrow} ${table.quiet}`}>
          <MonthlyPrice bucket={bucket} />
        </span>
      </td>
      <td className={`${table.num} ${table.mid}`}>
        <MonthlyPrice bucket={bucket} />
      </td>
      <td className={`${table.num} ${table.wide}`}>{uploads === null ? '–' : formatCount(uploads)}</td>
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
