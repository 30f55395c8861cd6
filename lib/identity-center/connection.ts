import { type ConnectedAccount, type StoredConnection, storedConnection } from '#lib/store/identity-center.ts';

/** A person's connection, for pages. Nothing secret is in it; times are on the database's clock. */
export type Connection =
  | { state: 'none' }
  | {
      state: 'pending';
      /** What the person compares with what AWS shows. */
      userCode: string;
      verificationUri: string;
      /** The same with the code in it: to be opened in a new window. */
      verificationUriComplete: string;
      /** Seconds between two questions. */
      intervalSeconds: number;
      nextPollAt: Date;
      expiresAt: Date;
    }
  | {
      state: 'connected';
      startUrl: string;
      region: string;
      /** In the directory; null where AWS did not tell. */
      userName: string | null;
      expiresAt: Date;
    }
  /** The person said no; nobody answered in time, or the connection ended; AWS refused. */
  | { state: 'denied' | 'expired' | 'failed'; problem: string };

/** What a session is connected with. Calls nobody. */
export async function connectionOf(sessionId: string): Promise<Connection> {
  const stored = await storedConnection(sessionId);
  return stored ? viewOf(stored) : { state: 'none' };
}

/** The accounts where the person has permission sets, as AWS told when they connected. Calls nobody. */
export async function accountsOf(sessionId: string): Promise<ConnectedAccount[]> {
  const stored = await storedConnection(sessionId);
  return stored?.state === 'connected' ? stored.accounts : [];
}

export function viewOf(stored: StoredConnection): Connection {
  const { state, startUrl, region, userName, expiresAt } = stored;
  switch (state) {
    case 'pending': {
      const { userCode, verificationUri, verificationUriComplete, intervalSeconds, nextPollAt } = stored;
      return { state, userCode, verificationUri, verificationUriComplete, intervalSeconds, nextPollAt, expiresAt };
    }
    case 'connected':
      return { state, startUrl, region, userName, expiresAt };
    case 'denied':
      return { state, problem: 'The request was denied on the page of AWS. Connect again to ask once more.' };
    case 'expired':
      return { state, problem: stored.problem ?? 'The connection with IAM Identity Center has ended. Connect again.' };
    case 'failed':
      return { state, problem: stored.problem ?? 'AWS did not let the connection through. Connect again.' };
  }
}
