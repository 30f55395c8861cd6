import { addMonths, monthOf } from './calendar.ts';
import type { RecordType } from './cost-row.ts';

/**
 * The columns of a cost and usage dataset in FOCUS 1.2, the FinOps Foundation's open specification, in its order
 * (https://focus.finops.org/focus-specification/v1-2/); `focusRow` fills them.
 */
export const focusColumns = [
  'AvailabilityZone',
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'CapacityReservationId',
  'CapacityReservationStatus',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'CommitmentDiscountCategory',
  'CommitmentDiscountId',
  'CommitmentDiscountName',
  'CommitmentDiscountQuantity',
  'CommitmentDiscountStatus',
  'CommitmentDiscountType',
  'CommitmentDiscountUnit',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'InvoiceId',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingCurrency',
  'PricingCurrencyContractedUnitPrice',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'RegionName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceDetails',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'Tags',
] as const;
export type FocusColumn = (typeof focusColumns)[number];
export type FocusRow = Record<FocusColumn, string | null>;

/** A cost with all that is known of it; days `YYYY-MM-DD` in UTC, `end` exclusive. */
export type FocusCost = {
  start: string;
  end: string;
  accountId: string;
  accountName: string | null;
  /** The account whose Cost Explorer told of it: the payer, where that one was asked. */
  asked: string;
  askedName: string | null;
  service: string;
  recordType: RecordType;
  unblended: string;
  netAmortized: string;
  currency: string | null;
};

/** Cost Explorer's record type in FOCUS: a refund is of the category that it takes back, as a correction. */
const charges: Record<RecordType, { ChargeCategory: string; ChargeClass: string | null }> = {
  usage: { ChargeCategory: 'Usage', ChargeClass: null },
  tax: { ChargeCategory: 'Tax', ChargeClass: null },
  credit: { ChargeCategory: 'Credit', ChargeClass: null },
  refund: { ChargeCategory: 'Usage', ChargeClass: 'Correction' },
};

const filled = (cost: FocusCost) => ({
  BilledCost: cost.unblended,
  BillingAccountId: cost.asked,
  BillingAccountName: cost.askedName,
  BillingCurrency: cost.currency,
  BillingPeriodEnd: timeOf(addMonths(cost.start, 1)),
  BillingPeriodStart: timeOf(monthOf(cost.start)),
  ...charges[cost.recordType],
  ChargePeriodEnd: timeOf(cost.end),
  ChargePeriodStart: timeOf(cost.start),
  EffectiveCost: cost.netAmortized,
  ProviderName: 'AWS',
  ServiceName: cost.service,
  SubAccountId: cost.accountId,
  SubAccountName: cost.accountName,
});

/**
 * A cost in the columns of FOCUS. Billed is the unblended cost, effective the net amortized one. What Cost Explorer does
 * not say by service and account is null (`focusUnfilled`). Fees for commitments are in `Usage`, where the specification
 * has `Purchase`: they come in the same sum.
 */
export function focusRow(cost: FocusCost): FocusRow {
  return { ...emptyRow(), ...filled(cost) };
}

/** Columns that are null in every row: they need the detail of a data export, which Cost Explorer does not give. */
export const focusUnfilled: readonly FocusColumn[] = unfilled();

/** Object.fromEntries forgets the keys: here they are every column. */
function emptyRow(): Record<FocusColumn, null> {
  return Object.fromEntries(focusColumns.map((column) => [column, null])) as Record<FocusColumn, null>;
}

function unfilled(): FocusColumn[] {
  const anyCost = { start: '2000-01-01', end: '2000-01-02', accountId: '', accountName: '', asked: '', askedName: '' };
  const none = { service: '', recordType: 'usage', unblended: '0', netAmortized: '0', currency: '' } as const;
  const known: string[] = Object.keys(filled({ ...anyCost, ...none }));
  return focusColumns.filter((column) => !known.includes(column));
}

/** A day's first moment, as FOCUS writes times. */
function timeOf(day: string): string {
  return `${day}T00:00:00Z`;
}
