import type { ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import { getBudgetsOf } from '#lib/data/budgets.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './missing-budgets.module.css';
import { MissingPart } from './missing-part.tsx';
import { StarterButton } from './starter-button.tsx';
import { topicWarning } from './topic-warning.ts';

/** What a person would want to be there and is not: a cost budget, somebody who is told, a reading. */
export async function MissingBudgets({ scope }: { scope: Scope }) {
  const { items, missing, unread, unknown, choices } = await getBudgetsOf(scope);
  const silent = items.filter(({ verdict }) => verdict.tellsNobody);
  const topics = items.flatMap((standing) => {
    const warning = topicWarning(standing);
    return warning ? [{ ...standing, warning }] : [];
  });
  if (missing.length + silent.length + topics.length + unread.length + unknown.length === 0) return null;
  return (
    <div className={classes.card}>
      <Card
        id="missing"
        title="What is missing"
        sub={summary(missing.length, silent.length, unread.length, unknown.length)}
      >
        <div className={classes.parts}>
          <MissingPart
            title="Without a cost budget: nobody hears of a surprise before the bill"
            lines={missing.map((account) => ({
              name: account.accountName,
              of: account.accountId,
              end: choices.some(({ accountId }) => accountId === account.accountId) && (
                <StarterButton accounts={choices} account={account} quiet />
              ),
            }))}
          />
          <MissingPart
            title="Tell nobody: whatever happens to them, no alert is sent"
            lines={silent.map(({ accountName, budget }) => ({
              name: budget.name,
              of: accountName,
              end: why(budget.notifications?.length === 0 ? 'has no alert' : 'has alerts without subscribers'),
            }))}
          />
          <MissingPart
            title="Tell only an SNS topic: the Budgets API does not say whether anybody confirmed a subscription to it"
            lines={topics.map(({ accountName, budget, warning }) => ({
              name: budget.name,
              of: accountName,
              end: why(warning),
            }))}
          />
          <MissingPart
            title="Without a cost budget of their own: whether they have one elsewhere is not known"
            lines={unknown.map(({ accountId, accountName, problem }) => ({
              name: accountName,
              of: accountId,
              end: why(<Words text={problem} />),
            }))}
          />
          <MissingPart
            title="Could not be read: what they have is not known"
            lines={unread.map(({ accountId, accountName, problem }) => ({
              name: accountName,
              of: accountId,
              end: why(<Words text={problem} />),
            }))}
          />
        </div>
      </Card>
    </div>
  );
}

function why(words: ReactNode): ReactNode {
  return <span className={classes.why}>{words}</span>;
}

function summary(missing: number, silent: number, unread: number, unknown: number): string {
  const accounts = (count: number) => `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
  return [
    missing > 0 ? `${accounts(missing)} without a cost budget` : '',
    silent > 0 ? `${formatCount(silent)} ${silent === 1 ? 'budget tells' : 'budgets tell'} nobody` : '',
    unknown > 0 ? `${accounts(unknown)} possibly without a cost budget` : '',
    unread > 0 ? `${accounts(unread)} could not be read` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
