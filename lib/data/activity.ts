import { z } from 'zod';
import { may, requireViewer } from '#lib/session.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById } from '#lib/store/fixes.ts';
import { sharesByIds } from '#lib/store/report-shares.ts';
import { starterById } from '#lib/store/starter-budgets.ts';
import { pageAfter } from './page-after.ts';
import { accountIdsOf } from './scope.ts';
import { oneOf, type Scope, scopeFields } from './scope-query.ts';

/** A page of what happened, newest first, each entry with the fix, the starter budget or the share link it is about. */
export async function getActivity({ cursor, limit, ...scope }: Scope & { cursor?: string | undefined; limit: number }) {
  const people = may(await requireViewer('look'), 'people');
  const accountIds = await accountIdsOf(scope);
  const { items, nextCursor } = await pageAfter(cursor, (after) =>
    listActivity({ cursor: after, limit, accountIds, people }),
  );
  const ids = [...new Set(items.flatMap((item) => item.fixId ?? []))];
  const fixes = new Map((await Promise.all(ids.map(fixById))).flatMap((fix) => (fix ? [[fix.fixId, fix]] : [])));
  const starterIds = [...new Set(items.flatMap(({ detail }) => idIn(detail.starterId) ?? []))];
  const found = await Promise.all(starterIds.map(starterById));
  const starters = new Map(found.flatMap((starter) => (starter ? [[starter.starterId, starter]] : [])));
  const shareIds = [...new Set(items.flatMap(({ detail }) => idIn(detail.shareId) ?? []))];
  const shares = new Map((await sharesByIds(shareIds)).map((share) => [share.shareId, share]));
  return {
    nextCursor,
    items: items.map((item) => ({
      ...item,
      fix: fixes.get(item.fixId ?? '') ?? null,
      starter: starters.get(idIn(item.detail.starterId) ?? '') ?? null,
      share: shares.get(idIn(item.detail.shareId) ?? '') ?? null,
    })),
  };
}

function idIn(value: unknown): string | null {
  const id = z.uuid().safeParse(value);
  return id.success ? id.data : null;
}

const query = z.object({ ...scopeFields, cursor: z.string().max(1000).optional().catch(undefined) });

export type ActivityQuery = z.infer<typeof query>;

export function parseActivityQuery(params: Record<string, string | string[] | undefined>): ActivityQuery {
  return oneOf(query.parse(params));
}
