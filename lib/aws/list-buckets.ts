import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { failed } from './errors.ts';
import { endsAs, keepRawAnswer } from './raw-answer.ts';
import { callSite, send } from './send.ts';
import type { AwsTarget } from './target.ts';

export type ListedBucket = { name: string; region: string | null; createdAt: Date | null };

/** S3 names the region only in answers to a request with a parameter, so the page size is always sent. */
const PAGE = 1000;

/**
 * Every general purpose bucket of the account. `region` is null where the endpoint names none.
 * @throws AppError, also on an answer that is no list: the SDK would read it as an account without buckets
 */
export async function* listBuckets({ target }: { target: AwsTarget }): AsyncGenerator<ListedBucket> {
  let token: string | undefined;
  do {
    let raw = { text: '' };
    const page = await send({
      target,
      operation: 'ListBuckets',
      send: (client, prepare) => {
        const command = prepare(
          new ListBucketsCommand({ MaxBuckets: PAGE, ...(token && { ContinuationToken: token }) }),
        );
        raw = keepRawAnswer(command.middlewareStack);
        return client.send(command);
      },
    });
    if (!endsAs('ListAllMyBucketsResult', raw.text)) {
      const site = callSite({ target, operation: 'ListBuckets' });
      throw failed(site, { code: 'NoListing', message: 'the answer holds no list of buckets', status: 200 });
    }
    for (const { Name, BucketRegion, CreationDate } of page.Buckets ?? []) {
      if (Name) yield { name: Name, region: BucketRegion || null, createdAt: CreationDate ?? null };
    }
    token = page.ContinuationToken || undefined;
  } while (token);
}
