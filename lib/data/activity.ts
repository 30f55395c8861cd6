import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { requireViewer } from '#lib/session.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById } from '#lib/store/fixes.ts';

/** A page of what happened, newest first, each entry with the fix it is about. */
export async function getActivity({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  await requireViewer();
  const { items, nextCursor } = await pageOf({ cursor, limit });
  const ids = [...new Set(items.flatMap((item) => item.fixId ?? []))];
  const fixes = new Map((await Promise.all(ids.map(fixById))).flatMap((fix) => (fix ? [[fix.fixId, fix]] : [])));
  return { nextCursor, items: items.map((item) => ({ ...item, fix: fixes.get(item.fixId ?? '') ?? null })) };
}

async function pageOf({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  try {
    return await listActivity({ cursor, limit });
  } catch (error) {
    // A cursor out of an old link: the first page says more than an error.
    if (error instanceof AppError && error.code === 'invalid') return listActivity({ limit });
    throw error;
  }
}

const query = z.object({ cursor: z.string().max(1000).optional().catch(undefined) });

export type ActivityQuery = z.infer<typeof query>;

export function parseActivityQuery(params: Record<string, string | string[] | undefined>): ActivityQuery {
  return query.parse(params);
}
