import { z } from 'zod';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { observeDate } from './clock.ts';

const answer = z.object({ now: z.iso.datetime() });

/**
 * Moves the clock of a simulated AWS. The caller stores the new time with `rememberAwsTime` of lib/store/clock.ts.
 * @returns the simulated time afterwards
 * @throws AppError `unsupported` where no CLOCK_CONTROL_URL is set, `unreachable` when it does not answer
 */
export async function moveClock({ days }: { days: number }): Promise<Date> {
  const url = env().CLOCK_CONTROL_URL;
  if (!url) throw new AppError('unsupported', 'Only the clock of a simulated AWS can be moved; this is not one.');
  if (!Number.isFinite(days) || days <= 0 || days > 366)
    throw new AppError('invalid', 'The clock moves forward only, by more than 0 and at most 366 days.');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ days }),
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    throw new AppError('unreachable', `The simulated AWS at ${url} does not answer.`, {}, cause);
  });
  if (!response.ok) throw new AppError('failed', `The simulated AWS at ${url} answered HTTP ${response.status}.`);
  const { now } = answer.parse(await response.json());
  observeDate(new Date(Math.floor(Date.parse(now) / 1000) * 1000).toUTCString());
  return new Date(now);
}
