export type PriceEntry = { usdPerGibMonth: number; source: string; asOf: string };

const LIST = 'AWS Price List, first 50 TB';
const DIGEST = 'secondary source, not read from the Price List';
const MEMORY = 'from memory, not verified';

function listed(usdPerGibMonth: number): PriceEntry {
  return { usdPerGibMonth, source: LIST, asOf: '2026-07-01' };
}

function digest(usdPerGibMonth: number): PriceEntry {
  return { usdPerGibMonth, source: DIGEST, asOf: '2026-11-23' };
}

function memory(usdPerGibMonth: number): PriceEntry {
  return { usdPerGibMonth, source: MEMORY, asOf: '2026-11-23' };
}

/**
 * USD a GB-month (GB = 2^30) of a part, by region and storage class. STANDARD is in every row; a class that a row lacks
 * is priced by the named default. Refreshable: an entry from the Price List replaces an entry here, with its date.
 */
export const storagePriceTable: Record<string, Record<string, PriceEntry>> = {
  'us-east-1': {
    STANDARD: listed(0.023),
    STANDARD_IA: digest(0.0125),
    ONEZONE_IA: digest(0.01),
    GLACIER_IR: digest(0.004),
    EXPRESS_ONEZONE: digest(0.11),
    REDUCED_REDUNDANCY: memory(0.024),
    // TimedStorage-GDA-Staging: parts bound for DEEP_ARCHIVE wait at this rate, here below STANDARD's.
    DEEP_ARCHIVE: { usdPerGibMonth: 0.021, source: 'AWS Price List, TimedStorage-GDA-Staging', asOf: '2026-07-28' },
  },
  'us-east-2': likeVirginia(listed(0.023)),
  'us-west-1': { STANDARD: listed(0.026), STANDARD_IA: memory(0.0144) },
  'us-west-2': likeVirginia(listed(0.023)),
  'ca-central-1': { STANDARD: listed(0.025), STANDARD_IA: memory(0.0138) },
  'ca-west-1': { STANDARD: memory(0.025) },
  'mx-central-1': { STANDARD: memory(0.0242) },
  'sa-east-1': { STANDARD: listed(0.0405), STANDARD_IA: memory(0.0221) },
  'eu-west-1': likeVirginia(listed(0.023)),
  'eu-west-2': { STANDARD: listed(0.024), STANDARD_IA: memory(0.0131) },
  'eu-west-3': { STANDARD: listed(0.024) },
  'eu-central-1': { STANDARD: listed(0.0245), STANDARD_IA: memory(0.0135) },
  'eu-central-2': { STANDARD: memory(0.027) },
  'eu-north-1': likeVirginia(listed(0.023)),
  'eu-south-1': { STANDARD: memory(0.024) },
  'eu-south-2': { STANDARD: memory(0.023) },
  'af-south-1': { STANDARD: listed(0.0274) },
  'il-central-1': { STANDARD: memory(0.025) },
  'me-south-1': { STANDARD: listed(0.025) },
  'me-central-1': { STANDARD: memory(0.025) },
  'ap-east-1': { STANDARD: memory(0.025) },
  'ap-east-2': { STANDARD: memory(0.025) },
  'ap-south-1': likeSeoul(listed(0.025)),
  'ap-south-2': { STANDARD: memory(0.025) },
  'ap-northeast-1': likeSeoul(listed(0.025)),
  'ap-northeast-2': likeSeoul(listed(0.025)),
  'ap-northeast-3': { STANDARD: memory(0.025) },
  'ap-southeast-1': likeSeoul(listed(0.025)),
  'ap-southeast-2': { STANDARD: listed(0.025) },
  'ap-southeast-3': { STANDARD: listed(0.025) },
  'ap-southeast-4': { STANDARD: memory(0.025) },
  'ap-southeast-5': { STANDARD: memory(0.0225) },
  'ap-southeast-6': { STANDARD: memory(0.025) },
  'ap-southeast-7': { STANDARD: memory(0.0225) },
};

function likeVirginia(standard: PriceEntry): Record<string, PriceEntry> {
  return { STANDARD: standard, STANDARD_IA: digest(0.0125), ONEZONE_IA: digest(0.01), GLACIER_IR: digest(0.004) };
}

function likeSeoul(standard: PriceEntry): Record<string, PriceEntry> {
  return { STANDARD: standard, STANDARD_IA: digest(0.0138), ONEZONE_IA: digest(0.011), GLACIER_IR: digest(0.005) };
}
