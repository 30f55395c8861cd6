/** Prefixes of usage types (AWS region billing codes); us-east-1 has none. */
const regionCodes: Record<string, string> = {
  'us-east-1': '',
  'us-east-2': 'USE2-',
  'us-west-1': 'USW1-',
  'us-west-2': 'USW2-',
  'ca-central-1': 'CAN1-',
  'sa-east-1': 'SAE1-',
  'eu-west-1': 'EU-',
  'eu-west-2': 'EUW2-',
  'eu-west-3': 'EUW3-',
  'eu-central-1': 'EUC1-',
  'eu-north-1': 'EUN1-',
  'ap-northeast-1': 'APN1-',
  'ap-northeast-2': 'APN2-',
  'ap-south-1': 'APS3-',
  'ap-southeast-1': 'APS1-',
  'ap-southeast-2': 'APS2-',
};

/** What the parts of an incomplete upload are billed as (S3 User Guide, aws-usage-report-understand). */
const storageUsage: Record<string, string> = {
  STANDARD: 'TimedStorage-ByteHrs',
  STANDARD_IA: 'TimedStorage-SIA-ByteHrs',
  ONEZONE_IA: 'TimedStorage-ZIA-ByteHrs',
  INTELLIGENT_TIERING: 'TimedStorage-INT-FA-ByteHrs',
  GLACIER_IR: 'TimedStorage-GIR-ByteHrs',
  GLACIER: 'TimedStorage-GlacierStaging',
  DEEP_ARCHIVE: 'TimedStorage-GDA-Staging',
  REDUCED_REDUNDANCY: 'TimedStorage-RRS-ByteHrs',
};

export function usageTypeIn(region: string, usageType: string): string {
  return `${regionCodes[region] ?? `${region.toUpperCase()}-`}${usageType}`;
}

export function storageUsageType(region: string, storageClass: string): string {
  return usageTypeIn(region, storageUsage[storageClass] ?? 'TimedStorage-ByteHrs');
}
