import { headers } from 'next/headers';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import type { Caller } from '#lib/auth/sign-in.ts';

/** Who calls an action: their cookies and browser, and where they come from. */
export async function callerOfAction(): Promise<Caller> {
  const given = new Headers(await headers());
  return { headers: given, address: given.get(CLIENT_ADDRESS_HEADER) ?? '' };
}
