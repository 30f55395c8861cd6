import type { Budget, BudgetNotification } from '#lib/spend/budget.ts';
import classes from './alert-list.module.css';
import { alertWords, thresholdWords } from './alert-words.ts';
import { creditWords } from './budget-words.ts';

/** Whom a budget tells and when; the addresses are one click away. */
export function AlertList({ budget }: { budget: Budget }) {
  const words = alertWords(budget);
  const { notifications, limit } = budget;
  const credits = creditWords(budget);
  if (!notifications?.length) return <p className={classes.quiet}>{words}</p>;
  return (
    <details className={classes.alerts}>
      <summary>{words}</summary>
      <ul>
        {notifications.map((notification) => (
          <li
            key={`${notification.type} ${notification.operator} ${notification.threshold} ${notification.thresholdType}`}
          >
            {notification.type === 'FORECASTED' ? 'Forecast ' : 'Actual '}
            {thresholdWords(notification, limit?.unit ?? '')}
            {notification.state === 'ALARM' && ', went off'}: {addresses(notification)}
          </li>
        ))}
        {credits && <li>{credits}</li>}
      </ul>
    </details>
  );
}

function addresses({ subscribers }: BudgetNotification): string {
  if (subscribers === null) return 'whom it tells could not be read';
  return subscribers.map(({ address }) => address).join(', ') || 'nobody';
}
