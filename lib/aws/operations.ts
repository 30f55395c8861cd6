type Purpose = {
  /** In words, for an error message. */
  does: string;
  /** The IAM action that allows it. */
  action: string;
  /** Who answers, where it is not S3 or STS. */
  service?:
    | 'Cost Explorer'
    | 'AWS Budgets'
    | 'AWS Organizations'
    | 'IAM'
    | 'Account Management'
    | 'STS'
    | 'IAM Identity Center';
};

const costs = { service: 'Cost Explorer' } as const;
const budgets = { service: 'AWS Budgets' } as const;
const organizations = { service: 'AWS Organizations' } as const;
const iam = { service: 'IAM' } as const;
const account = { service: 'Account Management' } as const;
/** Its calls are allowed by the token that they bring, not by a policy. */
const sso = { action: 'sso', service: 'IAM Identity Center' } as const;

/** What each call is for, in words for an error message, and the IAM action that allows it. */
export const operations = {
  GetCallerIdentity: { does: 'tell which AWS account the credentials belong to', action: 'sts:GetCallerIdentity' },
  AssumeRole: { does: 'use the role', action: 'sts:AssumeRole', service: 'STS' },
  ListBuckets: { does: 'list the buckets', action: 's3:ListAllMyBuckets' },
  HeadBucket: { does: 'find the region', action: 's3:ListBucket' },
  GetBucketLocation: { does: 'find the region', action: 's3:GetBucketLocation' },
  ListMultipartUploads: { does: 'read uploads', action: 's3:ListBucketMultipartUploads' },
  ListParts: { does: 'read parts', action: 's3:ListMultipartUploadParts' },
  GetBucketLifecycleConfiguration: { does: 'read lifecycle rules', action: 's3:GetLifecycleConfiguration' },
  PutBucketLifecycleConfiguration: { does: 'write lifecycle rules', action: 's3:PutLifecycleConfiguration' },
  DeleteBucketLifecycle: { does: 'remove lifecycle rules', action: 's3:PutLifecycleConfiguration' },
  GetBucketVersioning: { does: 'read the versioning state', action: 's3:GetBucketVersioning' },
  GetBucketTagging: { does: 'read tags', action: 's3:GetBucketTagging' },
  GetCostAndUsage: { does: 'read the costs', action: 'ce:GetCostAndUsage', ...costs },
  GetCostForecast: { does: 'read the forecast', action: 'ce:GetCostForecast', ...costs },
  GetAnomalyMonitors: { does: 'read the anomaly monitors', action: 'ce:GetAnomalyMonitors', ...costs },
  GetAnomalies: { does: 'read the anomalies', action: 'ce:GetAnomalies', ...costs },
  GetSavingsPlansUtilization: { does: 'read the Savings Plans', action: 'ce:GetSavingsPlansUtilization', ...costs },
  GetSavingsPlansCoverage: { does: 'read the Savings Plans', action: 'ce:GetSavingsPlansCoverage', ...costs },
  GetReservationUtilization: { does: 'read the reservations', action: 'ce:GetReservationUtilization', ...costs },
  GetReservationCoverage: { does: 'read the reservations', action: 'ce:GetReservationCoverage', ...costs },
  DescribeBudgets: { does: 'read the budgets', action: 'budgets:ViewBudget', ...budgets },
  DescribeBudget: { does: 'read the budget', action: 'budgets:ViewBudget', ...budgets },
  DescribeNotificationsForBudget: { does: 'read the alerts', action: 'budgets:ViewBudget', ...budgets },
  DescribeSubscribersForNotification: { does: 'read who is told', action: 'budgets:ViewBudget', ...budgets },
  CreateBudget: { does: 'create the budget', action: 'budgets:ModifyBudget', ...budgets },
  DescribeOrganization: {
    does: 'ask for the organization',
    action: 'organizations:DescribeOrganization',
    ...organizations,
  },
  ListAccounts: {
    does: 'list the accounts of the organization',
    action: 'organizations:ListAccounts',
    ...organizations,
  },
  ListRoots: { does: 'read the organizational units', action: 'organizations:ListRoots', ...organizations },
  ListOrganizationalUnitsForParent: {
    does: 'read the organizational units',
    action: 'organizations:ListOrganizationalUnitsForParent',
    ...organizations,
  },
  ListAccountsForParent: {
    does: 'read the organizational units',
    action: 'organizations:ListAccountsForParent',
    ...organizations,
  },
  GetAccountSummary: { does: 'read the account summary', action: 'iam:GetAccountSummary', ...iam },
  GenerateCredentialReport: { does: 'make the credential report', action: 'iam:GenerateCredentialReport', ...iam },
  GetCredentialReport: { does: 'read the credential report', action: 'iam:GetCredentialReport', ...iam },
  ListVirtualMFADevices: { does: 'list the virtual MFA devices', action: 'iam:ListVirtualMFADevices', ...iam },
  ListRoles: { does: 'list the roles', action: 'iam:ListRoles', ...iam },
  ListOrganizationsFeatures: { does: 'read centralized root access', action: 'iam:ListOrganizationsFeatures', ...iam },
  GetAlternateContact: { does: 'read the alternate contacts', action: 'account:GetAlternateContact', ...account },
  RegisterClient: { does: 'begin to connect', ...sso },
  StartDeviceAuthorization: { does: 'begin to connect', ...sso },
  CreateToken: { does: 'connect', ...sso },
  SsoListAccounts: { does: 'list your accounts', ...sso },
  ListAccountRoles: { does: 'list your permission sets', ...sso },
  GetRoleCredentials: { does: 'use your permission set', ...sso },
  Logout: { does: 'disconnect', ...sso },
  DeleteBudget: { does: 'delete the budget', action: 'budgets:ModifyBudget', ...budgets },
} as const satisfies Record<string, Purpose>;

export type Operation = keyof typeof operations;

/** Who answers a call, in words. */
export function serviceOf(operation: Operation): string {
  const purpose: Purpose = operations[operation];
  return purpose.service ?? 'S3';
}
