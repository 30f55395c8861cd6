import { z } from 'zod';
import { may, requireViewer } from '#lib/session.ts';
import { addDays } from '#lib/spend/calendar.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById } from '#lib/store/fixes.ts';
import { sharesByIds } from '#lib/store/report-shares.ts';
import { starterById } from '#lib/store/starter-budgets.ts';
import { pageAfter } from './page-after.ts';
import { accountIdsOf } from './scope.ts';
import { oneOf, scopeFields } from './scope-query.ts';

/** A page of what happened, newest first, each entry with the fix, the starter budget or the share link it is about. */
export async function getActivity({ cursor, limit, ...query }: ActivityQuery & { limit: number }) {
  const people = may(await requireViewer('look'), 'people');
  const { actor, action, from, to, account, ou } = query;
  const time = { from: from ? new Date(from) : undefined, to: to ? new Date(addDays(to, 1)) : undefined };
  const filter = { actor, action, ...time, accountIds: await accountIdsOf({ account, ou }), people };
  const { items, nextCursor } = await pageAfter(cursor, (after) => listActivity({ ...filter, cursor: after, limit }));
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

/** What one may ask for by what actions begin with; who may not see people is not offered theirs. */
export async function getActivityKinds(): Promise<{ kind: string; name: string }[]> {
  const people = may(await requireViewer('look'), 'people');
  return people ? [...kinds, ...kindsOfPeople] : kinds;
}

const kinds = [
  { kind: 'fix', name: 'Fixes' },
  { kind: 'budget', name: 'Budgets' },
  { kind: 'collect', name: 'Looks asked for' },
  { kind: 'account', name: 'Accounts' },
  { kind: 'report', name: 'Links to reports' },
  { kind: 'channel', name: 'Channels' },
  { kind: 'delivery', name: 'Deliveries' },
  { kind: 'alert', name: 'Alerts' },
];
const kindsOfPeople = [
  { kind: 'session', name: 'Sign-ins' },
  { kind: 'person', name: 'People' },
  { kind: 'secondFactor', name: 'Second factors' },
  { kind: 'identityCenter', name: 'IAM Identity Center' },
  { kind: 'token', name: 'API tokens' },
  { kind: 'setting', name: 'Settings' },
  { kind: 'export', name: 'Exports' },
];

const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // PostgreSQL has no text with NUL in it.
  .refine((given) => !given.includes('\0'))
  .optional()
  .catch(undefined);
const day = z.iso
  .date()
  .refine((given) => given >= '1970-01-01')
  .optional()
  .catch(undefined);
const query = z.object({
  ...scopeFields,
  actor: text,
  action: z
    .string()
    .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)?$/)
    .max(81)
    .optional()
    .catch(undefined),
  /** The first and the last day, both of UTC and both counted. */
  from: day,
  to: day,
  cursor: z.string().max(1000).optional().catch(undefined),
});

export type ActivityQuery = z.infer<typeof query>;

export function parseActivityQuery(params: Record<string, string | string[] | undefined>): ActivityQuery {
  return oneOf(query.parse(params));
}

/** As it stands in an address, after its `?`: all but the page of the list. */
export function activitySearch({ actor, action, from, to, account, ou }: ActivityQuery): string {
  return searchOf({ account, ou, actor, action, from, to });
}

/** The same for the calls of the API, of which the last day is the one after. */
export function activityExportSearch({ to, ...query }: ActivityQuery): string {
  return activitySearch({ ...query, to: to && addDays(to, 1) });
}

function searchOf(named: Record<string, string | undefined>): string {
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
}
