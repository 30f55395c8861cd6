/** What a line of the bill is for. Names are those of Cost Explorer. */
export type LineKey = {
  accountId: string;
  service: string;
  region: string;
  usageType: string;
  recordType: RecordTypeName;
  /** Of its quantity: `Hrs`, `GB-Mo`; `N/A` where nothing is counted. */
  unit: string;
};

export type RecordTypeName =
  | 'Usage'
  | 'DiscountedUsage'
  | 'Recurring'
  | 'SavingsPlanCoveredUsage'
  | 'SavingsPlanNegation'
  | 'SavingsPlanRecurringFee'
  | 'Enterprise Discount Program Discount'
  | 'Tax'
  | 'Credit'
  | 'Refund';

export const lineMetrics = ['unblended', 'amortized', 'netUnblended', 'netAmortized', 'onDemand', 'quantity'] as const;
export type LineMetric = (typeof lineMetrics)[number];

/** Billionths by day since the first day of the bill. Metrics that do not differ share an array. */
export type LineAmounts = Record<LineMetric, Float64Array>;

export type BillLine = LineKey & { amounts: LineAmounts };

/** A line that costs the same by every metric. */
export function plainLine(key: LineKey, costs: Float64Array, quantity?: Float64Array): BillLine {
  return {
    ...key,
    amounts: {
      unblended: costs,
      amortized: costs,
      netUnblended: costs,
      netAmortized: costs,
      onDemand: costs,
      quantity: quantity ?? new Float64Array(costs.length),
    },
  };
}

export function addAmounts(into: Float64Array, from: Float64Array): void {
  for (let day = 0; day < into.length; day++) into[day] = (into[day] ?? 0) + (from[day] ?? 0);
}
