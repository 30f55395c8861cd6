import { APIError } from 'better-auth/api';

/** What better-auth refused, as its own code; null: it is no refusal, but something that nobody expected. */
export function refusalCode(error: unknown): string | null {
  if (!(error instanceof APIError) || error.statusCode >= 500) return null;
  return String(error.body?.code ?? error.status);
}

/** The error behind one of better-auth's own: the database that is away, for example. */
export function causeOf(error: unknown): unknown {
  return error instanceof APIError && error.cause !== undefined ? error.cause : error;
}
