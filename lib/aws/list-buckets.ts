import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { send } from './send.ts';
import type { AwsTarget } from './target.ts';

export type ListedBucket = { name: string; region: string | null; createdAt: Date | null };

/** S3 names the region only in answers to a request with a parameter, so the page size is always sent. */
const PAGE = 1000;

/**
 * Every general purpose bucket of the account. `region` is null where the endpoint names none.
 * @throws AppError
 */
export async function* listBuckets({ target }: { target: AwsTarget }): AsyncGenerator<ListedBucket> {
  let token: string | undefined;
  do {
    const page = await send({
      target,
      operation: 'ListBuckets',
      send: (client, prepare) =>
        client.send(prepare(new ListBucketsCommand({ MaxBuckets: PAGE, ...(token && { ContinuationToken: token }) }))),
    });
    for (const { Name, BucketRegion, CreationDate } of page.Buckets ?? []) {
      if (Name) yield { name: Name, region: BucketRegion || null, createdAt: CreationDate ?? null };
    }
    token = page.ContinuationToken || undefined;
  } while (token);
}
