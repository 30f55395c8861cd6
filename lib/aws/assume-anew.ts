import { ambientCredentials, credentialsFor, forgetSessions } from './credentials.ts';
import type { AwsTarget } from './target.ts';

/**
 * Assumes the role that a target needs, afresh: a session from before would work on without its role. It is free.
 * @returns `own` where no role is needed, because the credentials are of this account
 * @throws AppError `denied` for a role that is not there or does not trust us
 */
export async function assumeAnew(target: AwsTarget): Promise<'role' | 'own'> {
  forgetSessions(target.accountId);
  const source = await credentialsFor(target);
  await source();
  return source === ambientCredentials() ? 'own' : 'role';
}
