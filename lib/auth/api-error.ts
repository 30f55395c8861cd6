import { APIError } from 'better-auth/api';
import { tooOften } from '#lib/auth/limits.ts';
import type { AppError } from '#lib/errors.ts';

/** How long better-auth locks a second factor after ten wrong codes. */
const LOCKED_SECONDS = 900;

/** What better-auth refused, as its own code; null: it is no refusal, but something that nobody expected. */
export function refusalCode(error: unknown): string | null {
  if (!(error instanceof APIError) || error.statusCode >= 500) return null;
  return String(error.body?.code ?? error.status);
}

/** A lock that better-auth keeps itself. */
export function lockOf(code: string): AppError | null {
  return code === 'ACCOUNT_TEMPORARILY_LOCKED' ? tooOften(LOCKED_SECONDS) : null;
}

/** The error behind one of better-auth's own: the database that is away, for example. */
export function causeOf(error: unknown): unknown {
  return error instanceof APIError && error.cause !== undefined ? error.cause : error;
}
