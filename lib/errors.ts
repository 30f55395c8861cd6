/** What can go wrong in a way a person or a program can act on. A closed set: `status` in the API follows from it. */
export type ErrorCode =
  | 'invalid' // the input is not of the form asked for
  | 'notFound' // the thing named does not exist here
  | 'conflict' // the world is not the one that was planned for
  | 'refused' // it could be done, but would break a promise
  | 'unauthenticated'
  | 'forbidden'
  | 'denied' // AWS does not let these credentials do it
  | 'throttled'
  | 'unreachable' // no answer: network, timeout, hung endpoint
  | 'unsupported' // this endpoint does not know the call
  | 'unavailable' // our own store or queue does not answer
  | 'failed'; // AWS answered something unexpected

/** An expected failure. The message names the thing, the cause and the next step. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Facts for programs: AWS's own code, the operation, the bucket, who denies. Never a secret. */
  readonly details: Record<string, string>;

  constructor(code: ErrorCode, message: string, details: Record<string, string> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export type Result<T, E = AppError> = { ok: true; value: T } | { ok: false; error: E };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
