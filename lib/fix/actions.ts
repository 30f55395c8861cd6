/** The IAM actions a fix of a bucket needs beyond those of collecting; the fix policy is made from them. */
export const fixActions = ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration', 's3:GetBucketVersioning'];

/** What creating a starter budget needs, and its undo: AWS has one action for every change of a budget. */
export const budgetActions = ['budgets:ViewBudget', 'budgets:ModifyBudget'];

/**
 * The policy of the fixing role: it never reads or removes an object by itself.
 * @param partition `aws`, `aws-cn` or `aws-us-gov`
 */
export function fixPolicy(partition = 'aws'): { Version: '2012-10-17'; Statement: object[] } {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'StraybytesFix',
        Effect: 'Allow',
        Action: fixActions,
        Resource: `arn:${partition}:s3:::*`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an IAM policy variable
        Condition: { StringEquals: { 's3:ResourceAccount': '${aws:PrincipalAccount}' } },
      },
      { Sid: 'StraybytesStarterBudget', Effect: 'Allow', Action: budgetActions, Resource: '*' },
    ],
  };
}
