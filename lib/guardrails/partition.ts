import type { PolicyDocument } from './policy-document.ts';

/** Where services with one place for a whole partition are. Source: IAM User Guide, "Amazon Resource Names", partitions. */
const mainRegions: Record<string, string> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** `aws`, `aws-cn` or `aws-us-gov`, as an ARN says; `aws` where there is none, or an account alone. */
export function partitionOf(arn: string | null | undefined): string {
  return /^arn:([\w-]+):/.exec(arn ?? '')?.[1] ?? 'aws';
}

/** The partition of a hub: what its ARN says, or `otherwise` where it is an account alone or not given. */
export function partitionOfHub(hub: string | null | undefined, otherwise: string): string {
  return hub?.startsWith('arn:') ? partitionOf(hub) : otherwise;
}

/** The partition that a region is in. */
export function partitionOfRegion(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Where events and endpoints of a whole partition are. */
export function mainRegionOf(partition: string): string {
  return mainRegions[partition] ?? 'us-east-1';
}

/** The region where it is in the partition, else the partition's main one. */
export function regionIn(partition: string, region: string | null | undefined): string {
  return region && partitionOfRegion(region) === partition ? region : mainRegionOf(partition);
}

/** A policy as it is written in a partition: its ARNs name it. The cast holds: nothing else of it is changed. */
export function policyIn(policy: PolicyDocument, partition: string): PolicyDocument {
  const text = JSON.stringify(policy).replace(/"arn:aws(?:-[a-z]+)*:/g, `"arn:${partition}:`);
  return JSON.parse(text) as PolicyDocument;
}
