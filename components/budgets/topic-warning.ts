import type { BudgetStanding } from '#lib/data/views.ts';

/**
 * What the API tells of a budget whose only subscribers are SNS topics; null for any other. Whether a subscription to a
 * topic was confirmed is not in it.
 */
export function topicWarning({ accountId, budget, verdict }: BudgetStanding): string | null {
  if (verdict.state === 'ended') return null;
  const subscribers = (budget.notifications ?? []).flatMap(({ subscribers }) => subscribers ?? []);
  if (subscribers.length === 0 || subscribers.some(({ type }) => type === 'EMAIL')) return null;
  const [topic = ''] = subscribers.map(({ address }) => address);
  const owner = topic.split(':')[4];
  return owner && owner !== accountId ? `${topic}, a topic of account ${owner}` : topic;
}
