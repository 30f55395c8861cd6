import { Card } from '#components/ui/card.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report.module.css';

/** So many are named, that the week stays on one sheet of paper; their own pages have them all. */
const SHOWN = 5;
const words = { denied: 'could not be read', partial: 'not read whole', notScanned: 'not scanned' } as const;

/** What the sums leave out. */
export function ReportUnseen({ view: { report, known } }: { view: ReportView }) {
  const { accounts, items, buckets } = report.unseen;
  const { line, text } = known.unseen;
  const shownItems = items.slice(0, Math.max(0, SHOWN - accounts.length));
  const more = accounts.length - SHOWN + (buckets ?? 0);
  return (
    <Card title="Could not be seen" sub={line}>
      {text !== null && <p className={classes.quiet}>{text}</p>}
      {accounts.length + items.length > 0 && (
        <ul className={classes.lines}>
          {accounts.slice(0, SHOWN).map(({ accountId, accountName }) => (
            <li key={accountId}>
              <span>
                <strong>{accountName}</strong> <span className={classes.quiet}>its buckets could not be listed</span>
              </span>
            </li>
          ))}
          {shownItems.map(({ bucket, accountName, measurement, problem }) => (
            <li key={`${accountName} ${bucket}`} title={problem ?? undefined}>
              <span>
                <strong>{bucket}</strong>{' '}
                <span className={classes.quiet}>
                  {accountName}, {words[measurement]}
                </span>
              </span>
            </li>
          ))}
          {more > 0 && <li className={classes.quiet}>and {more} more</li>}
        </ul>
      )}
    </Card>
  );
}
