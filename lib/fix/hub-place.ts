import { awsConfigured, homeRegion } from '#lib/aws/endpoint.ts';
import { partitionOf, partitionOfRegion, regionIn } from '#lib/guardrails/partition.ts';
import { type Connection, storedConnection } from '#lib/store/connection.ts';

/** Where this server stands, for what is handed out: the partition of ARNs, and a region in it. */
export type HubPlace = { partition: string; region: string };

/**
 * By the identity that was seen last, else by the region that it is set up with. Calls nobody.
 * @param stored the connection, where it was read already
 */
export async function hubPlace(stored?: Connection | null): Promise<HubPlace> {
  const [connection] = await Promise.all([stored === undefined ? storedConnection() : stored, awsConfigured()]);
  const arn = connection?.ok ? connection.arn : null;
  const partition = arn === null ? partitionOfRegion(homeRegion()) : partitionOf(arn);
  return { partition, region: regionIn(partition, homeRegion()) };
}
