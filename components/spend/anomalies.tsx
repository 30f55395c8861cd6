import Link from 'next/link';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDay } from '#components/ui/date.ts';
import { MoneyChange } from '#components/ui/money.tsx';
import table from '#components/ui/table.module.css';
import { type AnomaliesView, type AnomalyView, getAnomalies } from '#lib/data/anomalies.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { formatCount } from '#lib/money/format.ts';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import { LEAST_WEEKS } from '#lib/spend/find-anomalies.ts';
import classes from './anomalies.module.css';
import { ReadingNotices } from './reading-notices.tsx';
import { spendHref } from './spend-url.ts';

const shownAnomalies = 6;

/** Days that cost more than they should have, as AWS found them or as we did, and what caused each. */
export async function Anomalies({ scope, service }: { scope: Scope; service: string | undefined }) {
  const { anomalies, foundBy, monitors, days, unread, currency, method } = await getAnomalies({
    ...scope,
    service,
  });
  const shown = anomalies.slice(0, shownAnomalies);
  return (
    <Card
      title={titleOf({ anomalies, currency, days, foundBy })}
      sub={subOf(foundBy, monitors, unread.length > 0)}
      flush
    >
      <ReadingNotices unread={unread} />
      {shown.length > 0 && (
        <table className={table.table}>
          <caption className={table.unseen}>Anomalies</caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col" className={table.main}>
                Caused by
              </th>
              <th scope="col" className={table.num} title="Above what was expected">
                More
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((anomaly) => (
              <tr key={anomaly.id}>
                <td className={table.once}>{daysOf(anomaly)}</td>
                <td>
                  {anomaly.service ? (
                    <Link
                      className={table.name}
                      href={spendHref({ range: '90d', service: anomaly.service, ...scope })}
                      scroll={false}
                    >
                      {anomaly.service}
                    </Link>
                  ) : (
                    <span className={classes.plain}>Not named</span>
                  )}
                  <span className={table.sub}>{anomaly.details.join(' · ')}</span>
                </td>
                <td className={table.num}>
                  <MoneyChange amount={anomaly.impact} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {anomalies.length === 0 && foundBy === 'aws' && (
        <p className={classes.note}>
          AWS compares each day with what it expects of it. What stands out is listed here with its cause.
        </p>
      )}
      {anomalies.length > shown.length && (
        <p className={classes.note}>And {formatCount(anomalies.length - shown.length)} older.</p>
      )}
      {days === 0 && foundBy === 'here' && (
        <p className={classes.note}>A day is judged once costs of {LEAST_WEEKS} weeks before it are known.</p>
      )}
      {method && <p className={classes.note}>{method}</p>}
    </Card>
  );
}

function titleOf({
  anomalies,
  currency,
  days,
  foundBy,
}: Pick<AnomaliesView, 'anomalies' | 'currency' | 'days' | 'foundBy'>): string {
  if (foundBy === null) return 'Anomalies are not known';
  if (days === 0) return 'Too little is known to judge what is unusual';
  if (anomalies.length === 0) return `Nothing unusual in ${daysWords(days)}`;
  const sum = anomalies.reduce((total, { impact }) => total + Number(impact), 0);
  const count = anomalies.length === 1 ? 'One anomaly' : `${formatCount(anomalies.length)} anomalies`;
  return `${count} in ${daysWords(days)} cost ${formatMoneyRound(sum, currency)} more than expected`;
}

function daysWords(days: number): string {
  return days === 1 ? 'the one day that can be judged' : `${days} days`;
}

function subOf(foundBy: 'aws' | 'here' | null, monitors: number, unread: boolean): string {
  if (foundBy === 'aws')
    return `Found by AWS Cost Anomaly Detection, ${monitors} ${monitors === 1 ? 'monitor' : 'monitors'}`;
  if (foundBy === 'here')
    return unread ? 'Looked for here: what AWS found could not be read' : 'Looked for here: AWS has no monitor';
  return ' ';
}

function daysOf({ start, end }: AnomalyView): string {
  const first = formatDay(new Date(start));
  return end && end !== start ? `${first} – ${formatDay(new Date(end))}` : first;
}

export function AnomaliesSkeleton() {
  return (
    <Card title={<Bone height={20} width={300} />} sub={<Bone height={18} width={200} />}>
      <Bone height={160} />
    </Card>
  );
}
