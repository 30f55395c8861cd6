import type { OwnSession } from '#lib/aws/own-session.ts';
import { partitionOf, roleCredentials } from '#lib/aws/role-credentials.ts';
import { AppError } from '#lib/errors.ts';
import { storedConnection } from '#lib/store/identity-center.ts';
import type { RunOwner } from '#lib/store/runs.ts';
import { withBearer } from './own-session.ts';

/** A person's own session for work that may outlast one set of role credentials, and must not outlast their connection. */
export type LongSession = {
  /** Its keys are fetched when they are first used, and again when they near their end; they are kept in memory only. */
  session: OwnSession;
  /** @throws AppError as `ended` says, once the connection has ended; asks the store once a second at most */
  mustHold(): Promise<void>;
  /** Why nothing more can be done with it: the connection has ended, or the permission set was taken away; null: it can. */
  ended(): Promise<AppError | null>;
};

const ASK_EVERY_MS = 1_000;
/** Before their end, or the last quarter of a shorter life. */
const RENEW_MS = 5 * 60_000;
const LAST_SHARE = 4;
/** The connection is another one by now, or the permission set is not the person's any more. */
const forGood = new Set(['connection', 'notConnected', 'notAssigned']);

/** @param owner whose connection; that of somebody who connected later in the same session is not used */
export async function longSession({ accountId, owner }: { accountId: string; owner: RunOwner }): Promise<LongSession> {
  const { sessionId, flowId, permissionSet, awsUser } = owner;
  let over: AppError | null = null;
  let asking: Promise<void> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let held: { session: OwnSession; renewAt: number } | null = null;
  let fetching: Promise<void> | null = null;

  const ask = async () => {
    const connection = await storedConnection(sessionId);
    if (connection?.state !== 'connected' || connection.flowId !== flowId) over ??= connectionEnded();
    askedAt = Date.now();
  };
  const ended = async () => {
    if (over === null && Date.now() - askedAt >= ASK_EVERY_MS) {
      asking ??= ask().finally(() => {
        asking = null;
      });
      await asking;
    }
    return over;
  };
  const mustHold = async () => {
    const why = await ended();
    if (why) throw why;
  };
  const fetchKeys = async () => {
    try {
      const session = await withBearer(sessionId, async (bearer, connection) => {
        if (connection.flowId !== flowId) throw connectionEnded();
        return roleCredentials({ ...bearer, accountId, permissionSet, userName: awsUser });
      });
      const livesMs = session.expiresAt.getTime() - Date.now();
      held = { session, renewAt: session.expiresAt.getTime() - Math.min(RENEW_MS, livesMs / LAST_SHARE) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const failure = ofCredentials(error);
      if (forGood.has(error.details.reason ?? '')) over ??= failure;
      throw failure;
    }
  };
  const region = (await storedConnection(sessionId))?.region ?? '';
  return {
    mustHold,
    ended,
    session: {
      accountId,
      permissionSet,
      userName: awsUser,
      partition: partitionOf(region),
      get expiresAt() {
        return held?.session.expiresAt ?? new Date(0);
      },
      async keys() {
        await mustHold();
        if (!held || held.renewAt <= Date.now()) {
          fetching ??= fetchKeys().finally(() => {
            fetching = null;
          });
          await fetching;
        }
        // Fetched just now, if it was not there.
        return held ? held.session.keys() : Promise.reject(connectionEnded());
      },
    },
  };
}

/** Marked as no fault of what was asked for. */
function ofCredentials({ code, message, details, cause }: AppError): AppError {
  if (details.reason === 'connection' || details.reason === 'notConnected') return connectionEnded();
  return new AppError(code, message, { ...details, reason: 'credentials' }, cause);
}

function connectionEnded(): AppError {
  return new AppError(
    'denied',
    'Your session with IAM Identity Center has ended: you signed out, disconnected, its time was over, or somebody ended it. Connect and look again.',
    { reason: 'credentials' },
  );
}
