/** USD per request in us-east-1: AWS Price List offer file of 2026-07-28 (`Requests-Tier1`), S3 pricing page for tier 2. */
const TIER_1_USD = 0.005 / 1000;
const TIER_2_USD = 0.0004 / 1000;

/**
 * Regions whose requests cost more than us-east-1's, as a factor; from memory, not read from the Price List. Cheaper
 * regions are left at 1, so that a spending ceiling errs on the safe side.
 */
const dearer: Record<string, number> = {
  'af-south-1': 1.2,
  'ap-east-1': 1.1,
  'ap-southeast-2': 1.1,
  'ap-southeast-4': 1.1,
  'ca-central-1': 1.1,
  'ca-west-1': 1.1,
  'eu-central-1': 1.08,
  'eu-central-2': 1.19,
  'eu-south-1': 1.06,
  'eu-west-2': 1.06,
  'eu-west-3': 1.06,
  'il-central-1': 1.1,
  'me-central-1': 1.1,
  'me-south-1': 1.1,
  'sa-east-1': 1.4,
  'us-west-1': 1.1,
};

/** USD per request of Cost Explorer, and every page is one: AWS Cost Management pricing page. In every region. */
export const COST_EXPLORER_USD = 0.01;

/** S3 does not bill DELETE and CANCEL; STS, AWS Budgets, Organizations, IAM and Account Management are free. */
const free =
  /^(DescribeOrganization|List(Accounts|Roots|Organization|VirtualMFA|Roles)|GetAccountSummary|(Generate|Get)CredentialReport|GetAlternateContact|Delete|Abort|GetCallerIdentity$|AssumeRole|(Describe|Create|Delete)Budgets?$|DescribeNotificationsForBudget|DescribeSubscribersFor)/;
const costExplorer = /^Get(Cost|Anomal|SavingsPlans|Reservation|DimensionValues)/;
const tier2 = /^(Get|Head)/;

/**
 * What one call costs in USD, by the SDK's name of the operation (`ListParts`, `HeadBucket`, …). An operation that is not
 * known counts as tier 1, the dearer one.
 */
export function requestUsd(operation: string, region?: string): number {
  if (free.test(operation)) return 0;
  if (costExplorer.test(operation)) return COST_EXPLORER_USD;
  return (tier2.test(operation) ? TIER_2_USD : TIER_1_USD) * ((region && dearer[region]) || 1);
}
