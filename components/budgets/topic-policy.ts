import type { StarterRequest } from '#lib/spend/starter-budget.ts';

/**
 * The statement that lets AWS Budgets publish to the topic of a request, or null without one. Of the AWS Budgets user
 * guide, "Creating an Amazon SNS topic for budget notifications".
 */
export function topicPolicy({ AccountId, NotificationsWithSubscribers }: StarterRequest): string | null {
  const topic = NotificationsWithSubscribers.flatMap(({ Subscribers }) => Subscribers).find(
    ({ SubscriptionType }) => SubscriptionType === 'SNS',
  )?.Address;
  if (!topic) return null;
  const partition = topic.split(':')[1] ?? 'aws';
  const statement = {
    Sid: 'LetAwsBudgetsPublish',
    Effect: 'Allow',
    Principal: { Service: 'budgets.amazonaws.com' },
    Action: 'SNS:Publish',
    Resource: topic,
    Condition: {
      StringEquals: { 'aws:SourceAccount': AccountId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:budgets::${AccountId}:*` },
    },
  };
  return JSON.stringify(statement, null, 2);
}
