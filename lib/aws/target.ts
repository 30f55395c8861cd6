import type { Operation } from './operations.ts';
import type { OwnSession } from './own-session.ts';

/** Counts and gates our own calls; every attempt that goes on the wire passes through it. */
export type Meter = {
  count(call: { operation: string; attempts: number }): void;
  /** Waits until the call may be paid for. @throws AppError `refused` with `details.reason = 'budget'` */
  reserve?(operation: string): Promise<void> | void;
  /** How the endpoint feels, for whoever adapts to it. */
  observe?(outcome: 'ok' | 'throttled' | 'timeout'): void;
  /** The call was allowed, for whoever wants to know what is; `bucket` is null where it concerns the whole account. */
  allowed?(call: { operation: Operation; bucket: string | null }): void;
};

/** Whom to ask as what: `read` never changes anything, `fix` may write lifecycle rules. */
export type AwsTarget = {
  accountId: string;
  region: string;
  power: 'read' | 'fix';
  meter?: Meter;
  /** For whom it is done, by the name that Activity has: AWS's own trail then names the session after them. */
  actor?: string;
  /** The session of the person who does it, in place of our own role. */
  as?: OwnSession;
};
