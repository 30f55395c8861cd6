import type { BucketView } from '#lib/data/views.ts';
import { formatUsd } from '#lib/money/format.ts';
import { saysBytes } from '#lib/waste/hidden.ts';
import classes from './known-bytes.module.css';

type Figures = Pick<BucketView, 'bytes' | 'measurement' | 'monthlyUsd' | 'priceFallback'>;

/** USD a month; a dash where the bytes are not known, a star where a default price stands in. */
export function MonthlyPrice({ bucket }: { bucket: Figures }) {
  if (bucket.monthlyUsd === null || !saysBytes(bucket)) return <span className={classes.unknown}>–</span>;
  return (
    <data value={bucket.monthlyUsd} title={`$${bucket.monthlyUsd.toFixed(4)} a month`}>
      {formatUsd(bucket.monthlyUsd)}
      {bucket.priceFallback && (
        <abbr className={classes.how} title="A default price stands in: the region or class is not in the price table">
          *
        </abbr>
      )}
    </data>
  );
}
