import { Card } from '#components/ui/card.tsx';
import table from '#components/ui/table.module.css';
import { Words } from '#components/ui/words.tsx';
import { getBudgets } from '#lib/data/budgets.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './missing-budgets.module.css';
import { StarterButton } from './starter-button.tsx';
import { topicWarning } from './topic-warning.ts';

/** What a person would want to be there and is not: a cost budget, somebody who is told, a reading. */
export async function MissingBudgets() {
  const { items, missing, unread, accounts } = await getBudgets();
  const silent = items.filter(({ verdict }) => verdict.tellsNobody);
  const topics = items.flatMap((standing) => {
    const warning = topicWarning(standing);
    return warning ? [{ standing, warning }] : [];
  });
  if (missing.length + silent.length + topics.length + unread.length === 0) return null;
  return (
    <div className={classes.card}>
      <Card id="missing" title="What is missing" sub={summary(missing.length, silent.length, unread.length)}>
        <div className={classes.parts}>
          {missing.length > 0 && (
            <section className={classes.part}>
              <h3 className={classes.head}>Without a cost budget: nobody hears of a surprise before the bill</h3>
              <ul>
                {missing.map(({ accountId, accountName }) => (
                  <li key={accountId} className={classes.line}>
                    <span className={classes.name}>
                      {accountName}
                      <span className={table.sub}>{accountId}</span>
                    </span>
                    <StarterButton accounts={accounts} account={{ accountId, accountName }} quiet />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {silent.length > 0 && (
            <section className={classes.part}>
              <h3 className={classes.head}>Tell nobody: whatever happens to them, no alert is sent</h3>
              <ul>
                {silent.map(({ accountId, accountName, budget }) => (
                  <li key={`${accountId} ${budget.name}`} className={classes.line}>
                    <span className={classes.name}>
                      {budget.name}
                      <span className={table.sub}>{accountName}</span>
                    </span>
                    <span className={classes.why}>
                      {budget.notifications?.length === 0 ? 'has no alert' : 'has alerts without subscribers'}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {topics.length > 0 && (
            <section className={classes.part}>
              <h3 className={classes.head}>
                Tell only an SNS topic: the Budgets API does not say whether anybody confirmed a subscription to it
              </h3>
              <ul>
                {topics.map(({ standing: { accountId, accountName, budget }, warning }) => (
                  <li key={`${accountId} ${budget.name}`} className={classes.line}>
                    <span className={classes.name}>
                      {budget.name}
                      <span className={table.sub}>{accountName}</span>
                    </span>
                    <span className={classes.why}>{warning}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {unread.length > 0 && (
            <section className={classes.part}>
              <h3 className={classes.head}>Could not be read: what they have is not known</h3>
              <ul>
                {unread.map(({ accountId, accountName, problem }) => (
                  <li key={accountId} className={classes.line}>
                    <span className={classes.name}>
                      {accountName}
                      <span className={table.sub}>{accountId}</span>
                    </span>
                    <span className={classes.why}>
                      <Words text={problem} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </Card>
    </div>
  );
}

function summary(missing: number, silent: number, unread: number): string {
  const accounts = (count: number) => `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
  return [
    missing > 0 ? `${accounts(missing)} without a cost budget` : '',
    silent > 0 ? `${formatCount(silent)} ${silent === 1 ? 'budget tells' : 'budgets tell'} nobody` : '',
    unread > 0 ? `${accounts(unread)} could not be read` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
