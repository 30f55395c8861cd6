import { Card } from '#components/ui/card.tsx';
import { formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import table from '#components/ui/table.module.css';
import { Words } from '#components/ui/words.tsx';
import { getRunState } from '#lib/data/runs.ts';
import { getFirstReading } from '#lib/data/spend.ts';
import { formatUsd } from '#lib/money/format.ts';
import { plannedUsd } from '#lib/spend/spend-plan.ts';
import classes from './first-spend.module.css';
import { ReadSpendButton } from './read-spend-button.tsx';

/** Before money was ever read: what would be asked, what that costs, and a button. */
export async function FirstSpend() {
  const [{ openRunId, failed }, { readings, ceilingUsd, scheduledAt }] = await Promise.all([
    getRunState(),
    getFirstReading(),
  ]);
  const all = plannedUsd(readings);
  const nextText = formatTime(scheduledAt);
  return (
    <>
      <PageHead
        title={openRunId ? 'A look is under way.' : 'What you pay has not been read yet.'}
        sub="Cost Explorer bills $0.01 a request, so it is asked only by a collection, once a day: never by a page."
      />
      <div className={classes.plan}>
        {failed && openRunId === null && (
          <Notice tone="alarm" title="The last attempt failed.">
            <Words text={failed.problem ?? 'The log of the worker says why.'} />
          </Notice>
        )}
        <Card title={`The first reading costs about ${range(all.least, all.most)}`} flush>
          <table className={table.table}>
            <caption className={table.unseen}>What the first reading asks</caption>
            <thead>
              <tr>
                <th scope="col" className={table.main}>
                  What is asked
                </th>
                <th scope="col" className={table.num}>
                  Requests
                </th>
                <th scope="col" className={table.num}>
                  Price
                </th>
              </tr>
            </thead>
            <tbody>
              {readings.map((reading) => {
                const { least, most } = plannedUsd([reading]);
                return (
                  <tr key={reading.what}>
                    <td>{reading.what}</td>
                    <td className={table.num}>
                      {most === 0
                        ? ''
                        : reading.least === reading.most
                          ? reading.most
                          : `${reading.least}–${reading.most}`}
                    </td>
                    <td className={table.num}>{most === 0 ? 'free' : range(least, most)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className={classes.note}>
            For each Cost Explorer that is asked: one that pays for the whole organization answers for all of it. More
            requests where there are taxes, credits and refunds, and one more for each further page of an answer.
            Nothing is asked above {formatUsd(ceilingUsd)} a day (DAILY_API_BUDGET_USD). Later days cost a few cents. By
            itself it is first read with the next scheduled collection, {nextText}.
          </p>
        </Card>
        <ReadSpendButton openRunId={openRunId} />
      </div>
    </>
  );
}

function range(least: number, most: number): string {
  return least === most ? formatUsd(most) : `${formatUsd(least)} to ${formatUsd(most)}`;
}
