import { z } from 'zod';
import { requireViewer } from '#lib/session.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById } from '#lib/store/fixes.ts';
import { pageAfter } from './page-after.ts';

/** A page of what happened, newest first, each entry with the fix it is about. */
export async function getActivity({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  await requireViewer();
  const { items, nextCursor } = await pageAfter(cursor, (after) => listActivity({ cursor: after, limit }));
  const ids = [...new Set(items.flatMap((item) => item.fixId ?? []))];
  const fixes = new Map((await Promise.all(ids.map(fixById))).flatMap((fix) => (fix ? [[fix.fixId, fix]] : [])));
  return { nextCursor, items: items.map((item) => ({ ...item, fix: fixes.get(item.fixId ?? '') ?? null })) };
}

const query = z.object({ cursor: z.string().max(1000).optional().catch(undefined) });

export type ActivityQuery = z.infer<typeof query>;

export function parseActivityQuery(params: Record<string, string | string[] | undefined>): ActivityQuery {
  return query.parse(params);
}
