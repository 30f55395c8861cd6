import type { ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';
import { formatDay, formatTime } from '#components/ui/date.ts';
import type { ReportView } from '#lib/data/report.ts';
import { formatUsd } from '#lib/money/format.ts';
import classes from './report.module.css';

/** What was done in the week, what of it S3 has proved, and what came back. */
export function ReportFixes({ view: { report, known } }: { view: ReportView }) {
  const { applied, proved, returned } = report.fixes;
  const none = applied.length + proved.length + returned.length === 0;
  return (
    <Card title="Fixes" sub={known.fixes}>
      {none ? (
        <p className={classes.quiet}>{known.noFixes}</p>
      ) : (
        <ul className={classes.lines}>
          {returned.map(({ bucket, cameBackUsd, monthlyUsd, likelyCause }) => (
            <Line key={`returned ${bucket}`} name={bucket} amount={cameBackUsd ?? monthlyUsd}>
              came back{likelyCause ? `, likely left by ${likelyCause.label}` : ''}
            </Line>
          ))}
          {proved.map(({ bucket, at, bookedUsd }) => (
            <Line key={`proved ${bucket} ${at}`} name={bucket} amount={bookedUsd}>
              proved on <Day at={at} />
            </Line>
          ))}
          {applied.map(({ bucket, at, expectedUsd, nothingToClear = false }) => (
            <Line key={`applied ${bucket} ${at}`} name={bucket} amount={nothingToClear ? null : expectedUsd}>
              {nothingToClear ? 'nothing to clear, in force since ' : 'applied on '}
              <Day at={at} />
            </Line>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({ name, amount, children }: { name: string | null; amount: number | null; children: ReactNode }) {
  return (
    <li>
      <span>
        <strong>{name}</strong> <span className={classes.quiet}>{children}</span>
      </span>
      <span className={classes.amount}>{amount === null ? '' : formatUsd(Math.round(amount * 100) / 100)}</span>
    </li>
  );
}

function Day({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatTime(date)}>
      {formatDay(date)}
    </time>
  );
}
