import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** @throws AppError `invalid` that names every field and what is wrong with it */
export function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  const fields = Object.fromEntries(
    result.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]),
  );
  throw new AppError('invalid', `${what} is not of the form asked for: ${lines.join('; ')}.`, fields);
}

/** The query of a request; of a repeated parameter the last counts, an empty one counts as left out. */
export function parsedQuery<T extends z.ZodType>(schema: T, request: Request): z.infer<T> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
  return parsed(schema, Object.fromEntries(given), 'The query');
}
