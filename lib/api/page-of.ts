import { AppError } from '#lib/errors.ts';
import { decodeCursor, encodeCursor } from '#lib/store/cursor.ts';

const PER_PAGE = 100;

/**
 * One page of a list that is at hand whole; all of it where neither a cursor nor a limit is given.
 * @param tie what tells the items apart, in as many texts each
 * @throws AppError `invalid` for a cursor of another list, or of an item that is not in it any more
 */
export function pageOf<T>(
  items: readonly T[],
  {
    sort,
    tie,
    cursor,
    limit,
  }: { sort: string; tie: (item: T) => [string, string]; cursor?: string | undefined; limit?: number | undefined },
): { items: T[]; nextCursor: string | null } {
  if (cursor === undefined && limit === undefined) return { items: [...items], nextCursor: null };
  const begin = cursor === undefined ? 0 : after(items, tie, decodeCursor(cursor, sort, 2).tie);
  const end = begin + (limit ?? PER_PAGE);
  const last = end < items.length ? items[end - 1] : undefined;
  const nextCursor = last === undefined ? null : encodeCursor({ sort, value: null, tie: tie(last) });
  return { items: items.slice(begin, end), nextCursor };
}

function after<T>(items: readonly T[], tie: (item: T) => [string, string], [one, other]: string[]): number {
  const found = items.findIndex((item) => tie(item)[0] === one && tie(item)[1] === other);
  if (found >= 0) return found + 1;
  throw new AppError('invalid', 'What this cursor stands at is not in the list any more: begin at the first page.', {
    parameter: 'cursor',
  });
}
