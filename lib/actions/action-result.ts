import { ZodError, z } from 'zod';
import { AppError, type ErrorCode } from '#lib/errors.ts';

/** What an action answers: an expected failure is a value, because an error would lose its message on the way. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: { code: ErrorCode; message: string } };

export async function actionResult<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { code: error.code, message: error.message } };
    if (error instanceof ZodError) return { ok: false, error: { code: 'invalid', message: z.prettifyError(error) } };
    throw error;
  }
}
