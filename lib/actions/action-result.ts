import { ZodError, z } from 'zod';
import type { Power } from '#lib/auth/power.ts';
import { AppError, type ErrorCode } from '#lib/errors.ts';
import { requireViewer, type Viewer } from '#lib/session.ts';

/** What an action answers: an expected failure is a value, because an error would lose its message on the way. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: { code: ErrorCode; message: string } };

/** Runs one action for who may: the viewer first, whatever goes wrong in an expected way as a value. */
export async function actionResult<T>(
  power: Power,
  work: (viewer: Viewer) => T | Promise<T>,
): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work(await requireViewer(power)) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { code: error.code, message: error.message } };
    if (error instanceof ZodError) return { ok: false, error: { code: 'invalid', message: z.prettifyError(error) } };
    throw error;
  }
}
