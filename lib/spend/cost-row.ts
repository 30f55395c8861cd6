/** What a cost can be cut by. Usage types are known of Amazon S3 only. */
export const costCuts = ['service', 'region', 'usageType'] as const;
export type CostCut = (typeof costCuts)[number];

/** A cost is also grouped by the account that caused it, which every row names. */
export const costGroupings = ['service', 'account', 'region', 'usageType'] as const;
export type CostGrouping = (typeof costGroupings)[number];

/**
 * Cost Explorer's record types in four classes: `usage` is all that is none of the other three, such as usage,
 * recurring fees and what a commitment covers.
 */
export const recordTypes = ['usage', 'tax', 'credit', 'refund'] as const;
export type RecordType = (typeof recordTypes)[number];

export const costMetrics = ['unblended', 'amortized', 'netAmortized'] as const;
export type CostMetric = (typeof costMetrics)[number];

export const granularities = ['daily', 'monthly'] as const;
export type Granularity = (typeof granularities)[number];

/** What a service's rows are called in S3's own cost: the name that Cost Explorer gives it. */
export const S3_SERVICE = 'Amazon Simple Storage Service';

/** A period's cost of one account under one key of a cut. Amounts are decimal strings in the bill's currency. */
export type CostRow = {
  /** First day of the period, `YYYY-MM-DD`, UTC. */
  start: string;
  accountId: string;
  /** The service, region or usage type, as Cost Explorer spells it. */
  key: string;
  recordType: RecordType;
  unblended: string;
  amortized: string;
  netAmortized: string;
};
