import { AppError } from '#lib/errors.ts';
import { isBadValue } from '#lib/store/database-errors.ts';

/**
 * The page after a cursor out of a URL; the first page where the cursor is not of this list, cannot be read, or has nothing
 * after it any more: an old or altered link shows the list and never an error, nor that there is nothing.
 */
export async function pageAfter<T extends { items: readonly unknown[] }>(
  cursor: string | undefined,
  read: (cursor: string | undefined) => Promise<T>,
): Promise<T> {
  if (cursor === undefined) return read(undefined);
  try {
    const page = await read(cursor);
    if (page.items.length > 0) return page;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid') && !isBadValue(error)) throw error;
  }
  return read(undefined);
}
