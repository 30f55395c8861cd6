import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';

/** What the SDK finds by itself: in the profile of AWS_PROFILE and its services, or in variables we do not read. */
export type Configured = {
  region: string | undefined;
  s3Endpoint: string | undefined;
  stsEndpoint: string | undefined;
};

/** Calls nobody. A file that cannot be read counts as none here: the credentials' own error tells of it. */
export async function readConfigured(): Promise<Configured> {
  const s3 = new S3Client({});
  const sts = new STSClient({});
  const [region, s3Endpoint, stsEndpoint] = await Promise.all(
    [s3.config.region(), endpointOf(s3), endpointOf(sts)].map((found) => found.catch(() => undefined)),
  );
  return { region: region || undefined, s3Endpoint, stsEndpoint };
}

/** The SDK keeps this on every client and leaves it out of its types. */
async function endpointOf({ config }: { config: object }): Promise<string | undefined> {
  const { serviceConfiguredEndpoint } = config as { serviceConfiguredEndpoint?: () => Promise<string | undefined> };
  const url = await serviceConfiguredEndpoint?.();
  return url && URL.canParse(url) ? url : undefined;
}
