import { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** @throws AppError `invalid` that names every field and what is wrong with it */
export function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue): { path: PropertyKey[]; message: string }[] =>
    issue.code === 'unrecognized_keys' && what === QUERY
      ? issue.keys.map((key) => ({ path: [key.slice(0, 100)], message: noParameter(schema) }))
      : [issue],
  );
  const lines = issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  const fields = Object.fromEntries(issues.map(({ path, message }) => [path.join('.') || 'body', message]));
  throw new AppError('invalid', `${what} is not of the form asked for: ${lines.join('; ')}.`, fields);
}

const QUERY = 'The query';

function noParameter(schema: z.ZodType): string {
  const known = 'shape' in schema && schema.shape ? Object.keys(schema.shape) : [];
  return `is no parameter of this call, which has ${known.length > 0 ? known.join(', ') : 'none'}`;
}

/** Of calls that take no parameter. */
export const noQuery = z.strictObject({});

/**
 * The query of a request; an empty parameter counts as left out, but for those of `empty`.
 * @throws AppError `invalid` that names what is wrong, also a parameter that is given more than once
 */
export function parsedQuery<T extends z.ZodType>(
  schema: T,
  request: Request,
  { empty = [] }: { empty?: readonly string[] } = {},
): z.infer<T> {
  const { searchParams } = new URL(request.url);
  const given = [...searchParams].filter(([name, value]) => value !== '' || empty.includes(name));
  const names = given.map(([name]) => name);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (repeated.length > 0) {
    const fields = Object.fromEntries(repeated.map((name) => [name.slice(0, 100), 'is given more than once']));
    const lines = Object.entries(fields).map(([name, what]) => `${name}: ${what}`);
    throw new AppError('invalid', `${QUERY} is not of the form asked for: ${lines.join('; ')}.`, fields);
  }
  return parsed(schema, Object.fromEntries(given), QUERY);
}
