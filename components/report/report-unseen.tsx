import { Card } from '#components/ui/card.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report.module.css';

const SHOWN = 5;
const words = { denied: 'could not be read', partial: 'not read whole', notScanned: 'not scanned' } as const;

/** What the sums leave out. */
export function ReportUnseen({ view: { report, known } }: { view: ReportView }) {
  const { accounts, items, buckets } = report.unseen;
  const { line, text } = known.unseen;
  return (
    <Card title="Could not be seen" sub={line}>
      {text !== null && <p className={classes.quiet}>{text}</p>}
      {accounts.length + items.length > 0 && (
        <ul className={classes.lines}>
          {accounts.map(({ accountId, accountName }) => (
            <li key={accountId}>
              <span>
                <strong>{accountName}</strong> <span className={classes.quiet}>its buckets could not be listed</span>
              </span>
            </li>
          ))}
          {items.slice(0, SHOWN).map(({ bucket, accountName, measurement, problem }) => (
            <li key={`${accountName} ${bucket}`} title={problem ?? undefined}>
              <span>
                <strong>{bucket}</strong>{' '}
                <span className={classes.quiet}>
                  {accountName}, {words[measurement]}
                </span>
              </span>
            </li>
          ))}
          {buckets !== null && buckets > SHOWN && <li className={classes.quiet}>and {buckets - SHOWN} more</li>}
        </ul>
      )}
    </Card>
  );
}
