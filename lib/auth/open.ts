import { env, isLoopback } from '#lib/env.ts';
import { administratorExists } from '#lib/store/people.ts';

/**
 * Whether whoever reaches this server may fix: only programs of this machine reach it, there is no administrator yet, and
 * SIGN_IN does not ask for one. A public address makes it closed: then others reach it through a proxy.
 */
export async function isOpen(): Promise<boolean> {
  const { HOST, SIGN_IN, TRUSTED_ORIGIN } = env();
  return isLoopback(HOST) && SIGN_IN === 'auto' && TRUSTED_ORIGIN === undefined && !(await administratorExists());
}
