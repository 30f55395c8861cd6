import { observeDate } from './clock.ts';
import { isTimeout } from './errors.ts';
import type { Meter } from './target.ts';

type Next = (args: never) => Promise<{ response: unknown }>;
type Stack = { add(middleware: never, options: never): void };

/** A timeout is tried once more and no oftener: five times ten seconds would hold up everybody. */
const TIMEOUTS_TOLERATED = 1;

/** Ends the SDK's own retries: it is neither a network error nor an answer. */
class TimedOut extends Error {
  override name = 'TimeoutError.Final';
}

/**
 * Watches every attempt on the wire: AWS's clock from the `Date` header, the meter before and after, and timeouts.
 * The innermost step sees each retry.
 */
export function observeAnswers(stack: unknown, { operation, meter }: { operation?: string; meter?: Meter } = {}): void {
  let timeouts = 0;
  const middleware = (next: Next) => async (args: never) => {
    if (operation) await meter?.reserve?.(operation);
    try {
      const result = await next(args);
      const { headers, statusCode } = result.response as { headers?: Record<string, string>; statusCode?: number };
      observeDate(headers?.date);
      meter?.observe?.(statusCode === 503 || statusCode === 429 ? 'throttled' : 'ok');
      return result;
    } catch (error) {
      if (!isTimeout(error)) throw error;
      meter?.observe?.('timeout');
      timeouts += 1;
      if (timeouts > TIMEOUTS_TOLERATED) throw new TimedOut('no answer in time');
      throw error;
    } finally {
      if (operation) meter?.count({ operation, attempts: 1 });
    }
  };
  // The SDK types its middleware by command; this one looks at the bare HTTP answer, which all of them have.
  (stack as Stack).add(middleware as never, { step: 'deserialize', priority: 'low', name: 'observeAnswers' } as never);
}
