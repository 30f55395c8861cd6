import { cookies, headers } from 'next/headers';
import { FORWARDED_HEADER } from '#lib/auth/arrival.ts';
import { cookiesOf } from '#lib/auth/caller.ts';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import type { Caller } from '#lib/auth/sign-in.ts';
import { AppError } from '#lib/errors.ts';

/**
 * Work for who calls an action: their cookies and browser, and where they come from. The browser gets the cookies of the
 * answer only once all of it has succeeded.
 * @throws AppError `conflict` for an action of another page: its cookies would be lost on the way
 */
export async function forCaller<T>(work: (caller: Caller) => Promise<T>): Promise<T> {
  const given = new Headers(await headers());
  if (given.has(FORWARDED_HEADER)) throw new AppError('conflict', 'This belongs to another page. Load the page again.');
  const answer = new Headers();
  const done = await work({ headers: given, address: given.get(CLIENT_ADDRESS_HEADER) ?? '', answer });
  const kept = await cookies();
  for (const { name, value, options } of cookiesOf(answer)) kept.set(name, value, options);
  return done;
}
