import { z } from 'zod';
import { AppError } from '#lib/errors.ts';

const cursorSchema = z.object({
  /** The order it belongs to: a cursor of another order would skip rows silently. */
  sort: z.string(),
  /** Value of the sorted column as text; null: inside the rows whose value is not known, which come last. */
  value: z.string().max(2048).nullable(),
  /** What tells rows with the same value apart. */
  tie: z.array(z.string().max(2048)).max(2),
});

export type Cursor = z.infer<typeof cursorSchema>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws AppError `invalid` when it is none of ours or belongs to another order */
export function decodeCursor(text: string, sort: string, ties: number): Cursor {
  const cursor = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!cursor.success || cursor.data.sort !== sort || cursor.data.tie.length !== ties)
    throw new AppError('invalid', 'This cursor is not one of this list: leave it out to begin at the first page.', {
      parameter: 'cursor',
    });
  return cursor.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
