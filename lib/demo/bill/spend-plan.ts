/** What a service's cost is made of: shares of it, the unit that is counted and USD for one. */
export type UsageSplit = Record<string, { share: number; unit: string; price: number }>;

/** What an account uses of a service, day after day. */
export type Workload = {
  accountId: string;
  service: string;
  /** USD at list price on a working day, when the world is born. */
  usd: number;
  /** A year; 0.3 is thirty per cent more. */
  growth: number;
  /** Share of a working day's cost that a day of the weekend has. */
  weekend: number;
  /** How far days differ: 0.05 is up to five per cent either way. */
  noise: number;
  /** Shares by region. */
  regions: Record<string, number>;
  usage: UsageSplit;
  /** Usage types bear no region code. */
  isGlobal: boolean;
  /** Share that a negotiated discount takes off again, by lines of its own. */
  discount: number;
};

type Place = { accountId: string; service: string; region: string; usageType: string; unit: string };

/** Days are counted back from the world's birth. */
export type SpendPlan = {
  /** ISO 4217. */
  currency: string;
  workloads: readonly Workload[];
  /** What went wrong for some days: USD a day on top. */
  surges: readonly (Place & { daysAgo: number; days: number; usd: number })[];
  /** Credits and refunds, in USD below zero. */
  adjustments: readonly (Place & { recordType: 'Credit' | 'Refund'; daysAgo: number; usd: number })[];
  /** A Compute Savings Plan for one account's `service`: USD a day that are paid, used or not. */
  savingsPlan: { accountId: string; service: string; usdPerDay: number; discount: number } | null;
  /** Reserved capacity for one account's `service`: worth so many USD a day on demand, paid monthly. */
  reservation: { accountId: string; service: string; onDemandUsd: number; discount: number } | null;
  /** Shares of an account's charges, billed on the first of the month. */
  taxRates: Record<string, number>;
  /** Real objects beside the uploads: GiB at birth by bucket. */
  objectsGib: (bucket: { name: string; accountId: string }) => number;
  /** Anomaly monitors of the management account. */
  monitors: readonly { name: string; dimension: 'SERVICE' | 'LINKED_ACCOUNT'; createdDaysAgo: number }[];
};
