import { formatMoney } from '#lib/money/format-money.ts';
import type { Budget, BudgetNotification, Subscriber } from '#lib/spend/budget.ts';

/** "at 80 %", "above $400", "below 90 %": when an alert goes off. */
export function thresholdWords({ operator, threshold, thresholdType }: BudgetNotification, unit: string): string {
  const amount =
    thresholdType === 'PERCENTAGE' ? `${threshold.toLocaleString('en-US')}\u00a0%` : formatMoney(threshold, unit);
  return operator === 'LESS_THAN' ? `below ${amount}` : `at ${amount}`;
}

/** "3 e-mail addresses and an SNS topic"; null for nobody. */
export function subscriberWords(subscribers: readonly Subscriber[]): string | null {
  const emails = new Set(subscribers.flatMap(({ type, address }) => (type === 'EMAIL' ? [address] : []))).size;
  const topics = new Set(subscribers.flatMap(({ type, address }) => (type === 'SNS' ? [address] : []))).size;
  const parts = [
    emails === 1 ? 'an e-mail address' : emails > 1 ? `${emails} e-mail addresses` : '',
    topics === 1 ? 'an SNS topic' : topics > 1 ? `${topics} SNS topics` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' and ') : null;
}

/** "Tells 2 e-mail addresses and an SNS topic at 80 % and 100 %, and if the forecast comes to 100 %". */
export function alertWords({ notifications, limit }: Pick<Budget, 'notifications' | 'limit'>): string {
  if (notifications === null) return 'Whom it tells could not be read';
  const known = notifications.flatMap(({ subscribers }) => subscribers ?? []);
  const whom = subscriberWords(known);
  if (notifications.length === 0) return 'Tells nobody: it has no alert';
  if (!whom) {
    return notifications.some(({ subscribers }) => subscribers === null)
      ? `${countWords(notifications.length)}; whom they tell could not be read`
      : 'Tells nobody: its alerts have no subscriber';
  }
  const unit = limit?.unit ?? '';
  const heard = notifications.filter(({ subscribers }) => subscribers === null || subscribers.length > 0);
  const of = (type: BudgetNotification['type']) =>
    heard
      .filter((notification) => notification.type === type)
      .sort((a, b) => a.threshold - b.threshold)
      .map((notification) => thresholdWords(notification, unit));
  const [actual, forecasted] = [of('ACTUAL'), of('FORECASTED')];
  const parts = [
    actual.length > 0 ? listed(actual) : '',
    forecasted.length > 0 ? `when the forecast is ${listed(forecasted)}` : '',
  ].filter(Boolean);
  return `Tells ${whom} ${parts.join(', and ')}`;
}

function countWords(count: number): string {
  return count === 1 ? 'It has one alert' : `It has ${count} alerts`;
}

function listed(parts: string[]): string {
  // "at 80 %, at 100 %" says "at" once.
  const [first = '', ...rest] = parts;
  const word = first.split(' ', 1)[0] ?? '';
  const short = rest.map((part) => (part.startsWith(`${word} `) ? part.slice(word.length + 1) : part));
  return [first, ...short].reduce((text, part, index) => {
    if (index === 0) return part;
    return `${text}${index === parts.length - 1 ? ' and ' : ', '}${part}`;
  }, '');
}
