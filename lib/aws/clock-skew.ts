/** Errors that a wrong clock can cause; only these are worth another attempt with a corrected one. */
const skewCodes =
  /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture|InvalidSignatureException|SignatureDoesNotMatch)$/;

type Next = (args: never) => Promise<unknown>;
/** What the stacks of all clients have in common, whatever their commands. */
type Stack = { addRelativeTo(middleware: never, options: never): void };

/**
 * Where this machine's clock is minutes off, the SDK measures the distance anew at every error and takes each change of a
 * millisecond for a correction worth a retry: any 404 would cost five calls, and a refusal by Cost Explorer five cents.
 * @param client of any service, which is given back
 */
export function retrySkewOnly<C extends { middlewareStack: unknown }>(client: C): C {
  const middleware = (next: Next) => async (args: never) => {
    try {
      return await next(args);
    } catch (error) {
      const { name, $metadata: metadata } = error as { name?: string; $metadata?: { clockSkewCorrected?: boolean } };
      if (metadata?.clockSkewCorrected && !skewCodes.test(name ?? '')) delete metadata.clockSkewCorrected;
      throw error;
    }
  };
  (client.middlewareStack as Stack).addRelativeTo(
    middleware as never,
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'retrySkewOnly' } as never,
  );
  return client;
}
