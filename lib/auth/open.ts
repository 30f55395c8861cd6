import { isSignOnSetUp } from '#lib/auth/sign-on/settings.ts';
import { env, isLoopback } from '#lib/env.ts';
import { administratorExists, anybodyByGroups } from '#lib/store/people.ts';

/**
 * Whether whoever reaches this server may fix: only programs of this machine reach it, there is no administrator yet, and
 * SIGN_IN does not ask for one. A public address makes it closed: then others reach it through a proxy. So does an identity
 * provider, from the first request on: who set one up wants people told apart, and the first administrator may come by it.
 */
export async function isOpen(): Promise<boolean> {
  const { HOST, SIGN_IN, TRUSTED_ORIGIN } = env();
  if (!isLoopback(HOST) || SIGN_IN !== 'auto' || TRUSTED_ORIGIN !== undefined || isSignOnSetUp()) return false;
  // Groups may have taken the last administrator away: what was closed does not open by that.
  return !(await administratorExists()) && !(await anybodyByGroups());
}
