import type { S3Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3';
import type { FinalizeRequestMiddleware } from '@smithy/types';

/** Errors that a wrong clock can cause; only these are worth another attempt with a corrected one. */
const skewCodes =
  /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture|InvalidSignatureException|SignatureDoesNotMatch)$/;

/**
 * Where this machine's clock is minutes off, the SDK measures the distance anew at every error and takes each change of a
 * millisecond for a correction worth a retry: any 404 would cost five calls.
 */
export function retrySkewOnly(client: S3Client): S3Client {
  const middleware: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      const { name, $metadata: metadata } = error as { name?: string; $metadata?: { clockSkewCorrected?: boolean } };
      if (metadata?.clockSkewCorrected && !skewCodes.test(name ?? '')) delete metadata.clockSkewCorrected;
      throw error;
    }
  };
  client.middlewareStack.addRelativeTo(middleware, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'retrySkewOnly',
  });
  return client;
}
