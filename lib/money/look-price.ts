import { requestUsd } from './request-price.ts';

/**
 * About what a look at so many buckets costs in USD, at us-east-1's prices: two calls a bucket, and one for each incomplete
 * upload whose size is asked for. One with more than 1,000 parts takes more, so this is where the cost begins.
 */
export function lookUsd({ buckets, uploads }: { buckets: number; uploads: number }): number {
  const perBucket = requestUsd('ListMultipartUploads') + requestUsd('GetBucketLifecycleConfiguration');
  return buckets * perBucket + uploads * requestUsd('ListParts');
}
