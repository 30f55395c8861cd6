import { Bytes } from '#components/ui/bytes.tsx';
import type { BucketView } from '#lib/data/views.ts';
import { formatBytes } from '#lib/money/format.ts';
import { saysBytes } from '#lib/waste/hidden.ts';
import classes from './known-bytes.module.css';

type Figures = Pick<BucketView, 'bytes' | 'bytesLow' | 'bytesHigh' | 'measurement' | 'problem'>;

/** A bucket's bytes with how they are known: exact, sampled with its range, a lower bound, or not known and why. */
export function KnownBytes({ bucket }: { bucket: Figures }) {
  const { bytesLow, bytesHigh, measurement, problem } = bucket;
  const hint = problem ?? undefined;
  if (!saysBytes(bucket) || measurement === 'notScanned') {
    return (
      <span className={classes.unknown} title={hint}>
        {measurement === 'notScanned' ? 'not scanned' : measurement === 'partial' ? 'not known' : 'not readable'}
      </span>
    );
  }
  const { bytes } = bucket;
  if (measurement === 'sampled' && bytesLow !== null && bytesHigh !== null && bytes > 0) {
    const percent = Math.max(1, Math.round((50 * (bytesHigh - bytesLow)) / bytes));
    return (
      <span title={`Sampled: with 95 % certainty between ${formatBytes(bytesLow)} and ${formatBytes(bytesHigh)}`}>
        <Bytes value={bytes} /> <span className={classes.how}>± {percent} %</span>
      </span>
    );
  }
  if (measurement === 'partial' || measurement === 'denied') {
    return (
      <span title={hint}>
        <span className={classes.how}>at least</span> <Bytes value={bytes} />
      </span>
    );
  }
  if (bytes === 0 && problem) {
    return (
      <span title={hint}>
        <Bytes value={bytes} /> <span className={classes.how}>when last read</span>
      </span>
    );
  }
  return <Bytes value={bytes} />;
}
