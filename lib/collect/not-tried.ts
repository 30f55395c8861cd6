const BILLED = 'AWS bills each question USD 0.01. A collection that reads the bill here tells.';
const CHANGES = 'It would change something: it is used in a fix that a person starts, and nowhere else.';

/** The declared actions that no look at an account tries, and why. What a collection learns of them is known all the same. */
export const notTried: Readonly<Record<string, string>> = {
  'ce:GetAnomalies': BILLED,
  'ce:GetAnomalyMonitors': BILLED,
  'ce:GetCostAndUsage': BILLED,
  'ce:GetCostForecast': BILLED,
  'ce:GetReservationCoverage': BILLED,
  'ce:GetReservationUtilization': BILLED,
  'ce:GetSavingsPlansCoverage': BILLED,
  'ce:GetSavingsPlansUtilization': BILLED,
  'kms:Decrypt':
    'S3 alone uses it, to list the parts of an upload that a KMS key encrypts. The next one that is met tells.',
  's3:PutLifecycleConfiguration': CHANGES,
  'budgets:ModifyBudget': CHANGES,
  'sts:AssumeRole': 'It is tried in each account whose roles are used: there it says whether they can be.',
};
