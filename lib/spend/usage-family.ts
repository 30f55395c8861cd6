/** S3's usage types without their region, such as `EUC1-` or, for what goes from one to another, `USW2-USE1-`. */
const region = /^(?:(?:[A-Z]{2,4}\d|EU)-){1,2}/;

const families: [family: string, of: RegExp][] = [
  ['TimedStorage', /^TimedStorage/],
  ['Requests', /^Requests-/],
  ['DataTransfer', /^(DataTransfer-|(AWS-|CloudFront-)?(In|Out)-Bytes|.*-Out-ABytes|.*-Out-OBytes)/],
  ['EarlyDelete', /^EarlyDelete/],
  ['Retrieval', /^(Retrieval|Select-|Expedited|Standard-Retrieval|Bulk-Retrieval)/],
];

/** What a usage type of Amazon S3 is for, in any region: `EUC1-TimedStorage-SIA-ByteHrs` is `TimedStorage`. */
export function usageFamily(usageType: string): string {
  const plain = usageType.replace(region, '');
  return families.find(([, of]) => of.test(plain))?.[0] ?? plain;
}
