import { AppError } from '#lib/errors.ts';
import type { CredentialSource } from './credentials.ts';

/**
 * A person's own session in one account, through IAM Identity Center. Its keys are behind a function, so that nothing
 * that prints or stores a target shows them.
 */
export type OwnSession = {
  accountId: string;
  permissionSet: string;
  /** In the directory; null where AWS did not tell. */
  userName: string | null;
  partition: string;
  /** On this machine's clock. */
  expiresAt: Date;
  /** @throws AppError `denied` with reason `credentials` once it has expired */
  keys: CredentialSource;
};

/** What is made for one session (its clients) is that session's alone, and goes when nobody holds the session. */
const kept = new WeakMap<OwnSession, Map<string, unknown>>();

export function heldFor<T>(session: OwnSession, name: string, make: () => T): T {
  const held = kept.get(session) ?? new Map<string, unknown>();
  kept.set(session, held);
  // The name decides the type: each is used in one place only.
  const found = held.get(name) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  held.set(name, made);
  return made;
}

/** @throws AppError `refused` for another account than the session is of: nobody's keys go where they do not belong */
export function keysFor(session: OwnSession, accountId: string): CredentialSource {
  if (session.accountId === accountId) return session.keys;
  throw new AppError(
    'refused',
    `A session of account ${session.accountId} was to be used for account ${accountId}. Nothing was sent.`,
    { accountId, reason: 'otherAccount' },
  );
}

/** @param keys as handed out, which are never fetched again: a session ends for good */
export function ownSession({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  ...session
}: Omit<OwnSession, 'keys'> & { accessKeyId: string; secretAccessKey: string; sessionToken: string }): OwnSession {
  return {
    ...session,
    keys: async () => {
      if (session.expiresAt.getTime() <= Date.now()) throw ended(session);
      return { accessKeyId, secretAccessKey, sessionToken, expiration: session.expiresAt };
    },
  };
}

function ended({ accountId, permissionSet }: Omit<OwnSession, 'keys'>): AppError {
  return new AppError(
    'denied',
    `Your session with the permission set ${permissionSet} in account ${accountId} has ended. Do it again: a new one is made while you are connected with IAM Identity Center.`,
    { accountId, permissionSet, reason: 'credentials' },
  );
}
