import { Card } from '#components/ui/card.tsx';
import { formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import type { ReportView } from '#lib/data/report.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { BucketLink } from './bucket-link.tsx';
import { type FixLine, fixLines } from './fix-lines.ts';
import classes from './report.module.css';

/** What was done in the week, what of it S3 has proved, and what came back. */
export function ReportFixes({ view: { report, known } }: { view: ReportView }) {
  const { lines, more } = fixLines(report.fixes);
  return (
    <Card title="Fixes" sub={known.fixes}>
      {lines.length === 0 ? (
        <p className={classes.quiet}>{known.noFixes}</p>
      ) : (
        <ul className={classes.lines}>
          {lines.map((line) => (
            <li key={line.key}>
              <span>
                <BucketLink bucket={line.bucket} accountId={line.accountId} className={table.name} />{' '}
                <span className={classes.quiet}>
                  <What line={line} days={known.fixDays} />
                </span>
              </span>
              <Amount usd={line.usd} />
            </li>
          ))}
          {more > 0 && <li className={classes.quiet}>and {formatCount(more)} more</li>}
        </ul>
      )}
    </Card>
  );
}

function What({ line, days }: { line: FixLine; days: Record<string, string> }) {
  if (line.kind === 'returned') return `came back${line.likelyCause ? `, likely left by ${line.likelyCause}` : ''}`;
  const did =
    line.kind === 'proved' ? 'proved on ' : line.nothingToClear ? 'nothing to clear, in force since ' : 'applied on ';
  return (
    <>
      {did}
      <time dateTime={line.at} title={formatTime(new Date(line.at))}>
        {days[line.at]}
      </time>
    </>
  );
}

function Amount({ usd }: { usd: number | null }) {
  return <span className={classes.amount}>{usd === null ? '' : formatUsd(Math.round(usd * 100) / 100)}</span>;
}
