import { AppError } from '#lib/errors.ts';
import { giveBackToLimit, type Limit, peekLimit, takeFromLimit } from '#lib/store/rate-limit.ts';
import { limitedAddress } from './client-address.ts';

const TEN_MINUTES = 600;
const DAY = 86_400;
/** Of six digits three are right at any time: with the limit of a day a stranger who has the password finds none in years. */
const CODE_SECONDS = 900;

/** How many failures, of whom, in ten minutes if it says nothing else. Successes are given back: an office may be behind one address. */
export const limits = {
  signInFrom: (address: string) => limit('sign-in-from', limitedAddress(address), 20),
  /** Of all browsers together in which that person has not signed in yet. */
  signInAs: (email: string) => limit('sign-in-as', email.toLowerCase(), 10),
  /** Of one in which they have: what strangers guess must not keep them out. */
  signInKnown: (email: string, browser: string) => limit('sign-in-known', `${email.toLowerCase()} ${browser}`, 10),
  codeFrom: (address: string) => limit('code-from', limitedAddress(address), 20),
  /** Of strangers, apart from codes of the app: nobody guesses one, and who guesses those leaves this way open. */
  recoveryFrom: (address: string) => limit('recovery-from', limitedAddress(address), 20),
  /** Codes of the app, of strangers; in a browser that knows the person also recovery codes, by the browser. */
  codeOf: (personId: string) => limit('code-of', personId, 10, CODE_SECONDS),
  codeOfDay: (personId: string) => limit('code-of-day', personId, 30, DAY),
  codeKnown: (personId: string, browser: string) => limit('code-known', `${personId} ${browser}`, 10, CODE_SECONDS),
  passwordOf: (personId: string) => limit('password-of', personId, 10),
  /** Estimates of passwords, good or not: each takes the server's time. */
  judgeFrom: (address: string) => limit('judge-from', limitedAddress(address), 300),
  judgeOf: (personId: string) => limit('judge-of', personId, 150),
  joinFrom: (address: string) => limit('join-from', limitedAddress(address), 30),
  signOnFrom: (address: string) => limit('sign-on-from', limitedAddress(address), 60),
  tokenFrom: (address: string) => limit('token-from', limitedAddress(address), 30),
  connectOf: (personId: string) => limit('connect-of', personId, 12),
} as const;

/**
 * Takes one of each before the work, so that many at once get no further. One after the other, that of the address first:
 * who is refused by one takes nothing of those after it, which are of other people too.
 * @param whenClosed once for each that closes, in each of its windows: what Activity is told of all that is refused then
 * @throws AppError `throttled`, reason `tooOften`
 */
export async function takeAll(
  of: readonly Limit[],
  whenClosed: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const limit of of) {
    const state = await takeFromLimit(limit);
    if (state.closed) await whenClosed();
    refuseWhen([state]);
  }
}

export async function giveBackAll(of: readonly Limit[]): Promise<void> {
  await Promise.all(of.map(giveBackToLimit));
}

/** Whether any is used up, without taking. @throws AppError `throttled`, reason `tooOften` */
export async function checkAll(of: readonly Limit[]): Promise<void> {
  refuseWhen(await Promise.all(of.map(peekLimit)));
}

/** What is told to who tried too often. */
export function tooOften(retryAfterSeconds: number): AppError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const hours = Math.ceil(minutes / 60);
  const longer = minutes <= 90 ? `${minutes} minutes` : `${hours} hours`;
  const wait = retryAfterSeconds <= 90 ? `${retryAfterSeconds} seconds` : longer;
  const message = `This was tried too often. Try again in ${wait}.`;
  return new AppError('throttled', message, { reason: 'tooOften', retryAfterSeconds: String(retryAfterSeconds) });
}

function refuseWhen(states: readonly { allowed: boolean; retryAfterSeconds: number }[]): void {
  const refused = states.filter(({ allowed }) => !allowed);
  if (refused.length > 0) throw tooOften(Math.max(...refused.map(({ retryAfterSeconds }) => retryAfterSeconds)));
}

function limit(name: string, key: string, points: number, seconds = TEN_MINUTES): Limit {
  return { name, key, points, seconds };
}
