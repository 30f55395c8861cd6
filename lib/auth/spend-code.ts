import { AppError } from '#lib/errors.ts';
import { takeFromLimit } from '#lib/store/rate-limit.ts';

/** A code is good for its half minute and for one before and after it. */
const CODE_SECONDS = 120;

/**
 * Each code of an authenticator once: whoever looked over a shoulder has the same half minute.
 * @throws AppError `unauthenticated` when it was used before
 */
export async function spendCode({ personId, code }: { personId: string; code: string }): Promise<void> {
  const once = { name: 'code-once', key: `${personId} ${code}`, points: 1, seconds: CODE_SECONDS };
  if (!(await takeFromLimit(once)).allowed)
    throw new AppError('unauthenticated', 'This code was used already. Wait for the next one.');
}
