import { Bytes } from '#components/ui/bytes.tsx';
import { Card } from '#components/ui/card.tsx';
import table from '#components/ui/table.module.css';
import { Tag, type Tone } from '#components/ui/tag.tsx';
import type { ReportView } from '#lib/data/report.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { BucketLink } from './bucket-link.tsx';
import classes from './report.module.css';

const protections: Record<string, { words: string; tone: Tone }> = {
  full: { words: 'Protected', tone: 'recovered' },
  partial: { words: 'Partly', tone: 'waste' },
  disabled: { words: 'Rule disabled', tone: 'waste' },
  none: { words: 'None', tone: 'waste' },
};
const unknown = { words: 'Unknown', tone: 'quiet' } as const;

/** Where the waste was at the end of the week. */
export function ReportBuckets({ view: { report, known } }: { view: ReportView }) {
  const { mostWasteful, otherBuckets } = report;
  return (
    <Card flush title="Most wasteful buckets" sub={known.bucketsDay}>
      {mostWasteful.length === 0 ? (
        <p className={classes.quiet}>{known.noBuckets}</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col" className={table.main}>
                Bucket
              </th>
              <th scope="col" className={`${table.num} ${table.mid}`}>
                Hidden bytes
              </th>
              <th scope="col" className={table.num}>
                A month
              </th>
              <th scope="col" className={table.mid}>
                Likely left by
              </th>
              <th scope="col">Protection</th>
            </tr>
          </thead>
          <tbody>
            {mostWasteful.map((bucket) => {
              const { words, tone } = protections[bucket.coverage ?? ''] ?? unknown;
              return (
                <tr key={`${bucket.accountId} ${bucket.bucket}`}>
                  <td>
                    <BucketLink bucket={bucket.bucket} accountId={bucket.accountId} className={table.name} />
                    <span className={table.sub}>
                      {bucket.accountName} · {bucket.region}
                    </span>
                  </td>
                  <td className={`${table.num} ${table.mid}`}>
                    {bucket.bytes !== null && <Bytes value={bucket.bytes} />}
                  </td>
                  <td className={table.num}>{usdText(bucket.monthlyUsd)}</td>
                  <td className={table.mid}>{bucket.likelyCause?.label ?? 'not known'}</td>
                  <td>
                    <Tag tone={tone}>{words}</Tag>
                  </td>
                </tr>
              );
            })}
            {otherBuckets.buckets !== null && otherBuckets.buckets > 0 && (
              <tr>
                <td className={table.quiet}>
                  {formatCount(otherBuckets.buckets)} other bucket{otherBuckets.buckets === 1 ? '' : 's'}
                </td>
                <td className={`${table.num} ${table.mid}`} />
                <td className={table.num}>{usdText(otherBuckets.monthlyUsd)}</td>
                <td className={table.mid} />
                <td />
              </tr>
            )}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function usdText(usd: number | null): string {
  return usd === null ? '' : formatUsd(Math.round(usd * 100) / 100);
}
