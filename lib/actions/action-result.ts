import { ZodError, z } from 'zod';
import type { Power } from '#lib/auth/power.ts';
import { AppError, type ErrorCode } from '#lib/errors.ts';
import { type Viewer, viewerOfAction } from '#lib/session.ts';
import { fromAddress } from '#lib/store/origin.ts';

/** What an action answers: an expected failure is a value, because an error would lose its message on the way. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: ActionProblem };
export type ActionProblem = {
  code: ErrorCode;
  message: string;
  /** Which input it is about, where it is about one. */
  field?: string;
  /** A word for programs, such as `notConnected`. */
  reason?: string;
  /** Whose policy, such as `service control policy`, where AWS told. */
  deniedBy?: string;
};

/** Runs one action for who may: the viewer first, whatever goes wrong in an expected way as a value. */
export function actionResult<T>(power: Power, work: (viewer: Viewer) => T | Promise<T>): Promise<ActionResult<T>> {
  return anybodysResult(async () => {
    const viewer = await viewerOfAction(power);
    return fromAddress(viewer.address, () => work(viewer));
  });
}

/** Runs one of the few actions that nobody has to be signed in for, such as signing in. */
export async function anybodysResult<T>(work: () => T | Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: problemOf(error) };
    if (error instanceof ZodError) return { ok: false, error: { code: 'invalid', message: z.prettifyError(error) } };
    throw error;
  }
}

/** Runs one action on what is a person's own: their password, their second factor, their sessions. */
export function ownResult<T>(
  work: (viewer: Viewer & { personId: string }) => T | Promise<T>,
): Promise<ActionResult<T>> {
  return actionResult('look', (viewer) => {
    const { personId } = viewer;
    if (personId === null) throw new AppError('unauthenticated', 'This is for a person who has signed in.');
    return work({ ...viewer, personId });
  });
}

function problemOf({ code, message, details: { field, reason, deniedBy } }: AppError): ActionProblem {
  return { code, message, ...(field && { field }), ...(reason && { reason }), ...(deniedBy && { deniedBy }) };
}
