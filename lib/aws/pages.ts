import { AppError } from '#lib/errors.ts';

/** More pages than this of one answer are a server that does not know how to end. */
const MOST_PAGES = 1_000;

/**
 * The items of all pages of a call that pages by a token.
 * @throws AppError `failed` when there is more but the pages do not advance
 */
export async function allPages<T>(
  read: (token: string | undefined) => Promise<{ items: T[]; next: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pagesOf(read)) items.push(...page.items);
  return items;
}

/** The pages of such a call one by one; nothing is asked ahead. */
export async function* pagesOf<P extends { next: string | undefined }>(
  read: (token: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
  let token: string | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await read(token);
    yield page;
    if (!page.next) return;
    if (page.next === token) break;
    token = page.next;
  }
  throw new AppError('failed', 'AWS names more pages, but they do not advance.', { awsCode: 'NextToken' });
}
