import { Card } from '#components/ui/card.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report.module.css';

const SHOWN = 5;
const words = { denied: 'could not be read', partial: 'not read whole', notScanned: 'not scanned' } as const;

/** What the sums leave out. */
export function ReportUnseen({ view: { report, unseen } }: { view: ReportView }) {
  const { accounts, items, buckets } = report.unseen;
  return (
    <Card
      title="Could not be seen"
      sub={unseen === null ? 'All of the estate was read' : `${unseen}: they are in no sum`}
    >
      {unseen === null ? (
        <p className={classes.quiet}>Every figure of this week is whole.</p>
      ) : (
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
          {buckets > SHOWN && <li className={classes.quiet}>and {buckets - SHOWN} more</li>}
        </ul>
      )}
    </Card>
  );
}
