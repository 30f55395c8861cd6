import { type PriceEntry, storagePriceTable } from './storage-price-table.ts';

/** S3 bills a GB of 2^30 bytes. */
export const BYTES_PER_GB = 2 ** 30;

/** What is used where the table has no price: named, so that a page can say which. */
export const DEFAULT_PRICE_REGION = 'us-east-1';

export type StoragePrice = PriceEntry & {
  /** True when the region or the class is unknown and the named default's price stands in. */
  fallback: boolean;
};

type PriceQuestion = {
  region: string;
  storageClass: string;
  /** One price for everything, in USD a GB-month: for S3-compatible servers. */
  override?: number | undefined;
};

/**
 * Classes whose parts are billed at STANDARD's rate of the region: parts bound for GLACIER and DEEP_ARCHIVE wait in
 * staging (S3 User Guide, mpuoverview), INTELLIGENT_TIERING starts in its frequent tier.
 */
const billedAsStandard = new Set(['GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING']);

/** USD a GB-month of a part in a region and storage class, first tier; with the price's source and date. */
export function storagePrice({ region, storageClass, override }: PriceQuestion): StoragePrice {
  if (override !== undefined) {
    return { usdPerGibMonth: override, fallback: false, source: 'PRICE_PER_GB_MONTH_USD', asOf: 'as configured' };
  }
  const own = entryFor(region, storageClass);
  if (own) return { ...own, fallback: false };
  const sameClass = entryFor(DEFAULT_PRICE_REGION, storageClass);
  const named = sameClass ? storageClass : 'STANDARD';
  const entry = sameClass ?? standardOf(DEFAULT_PRICE_REGION);
  return { ...entry, fallback: true, source: `default, ${DEFAULT_PRICE_REGION} ${named}: ${entry.source}` };
}

/** USD a month of so many bytes at the first tier's price. */
export function monthlyUsd({ bytes, ...question }: PriceQuestion & { bytes: number }): {
  usd: number;
  fallback: boolean;
} {
  const { usdPerGibMonth, fallback } = storagePrice(question);
  return { usd: (bytes / BYTES_PER_GB) * usdPerGibMonth, fallback };
}

function entryFor(region: string, storageClass: string): PriceEntry | undefined {
  if (!Object.hasOwn(storagePriceTable, region)) return undefined;
  const row = storagePriceTable[region] ?? {};
  const own = Object.hasOwn(row, storageClass) ? row[storageClass] : undefined;
  return own ?? (billedAsStandard.has(storageClass) ? row.STANDARD : undefined);
}

function standardOf(region: string): PriceEntry {
  const entry = storagePriceTable[region]?.STANDARD;
  if (!entry) throw new Error(`The price table has no STANDARD price of ${region}.`);
  return entry;
}
