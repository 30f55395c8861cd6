import { decodeCursor, encodeCursor } from './cursor.ts';
import { database } from './database.ts';
import { addressOfWork } from './origin.ts';

/** Who may see an entry: whoever may look, or only who has the power over people. */
export type Audience = 'estate' | 'people';

/** Who did what, when, from where, on what. Append-only: a trigger refuses everything else. */
export type ActivityView = {
  activityId: string;
  /** On AWS's clock. */
  at: Date;
  actor: string;
  /** Dotted, noun first: `fix.apply`, `fix.refuse`, `fix.undo`, `fix.clean`, `budget.create`, `collect.request`. */
  action: string;
  accountId: string | null;
  bucket: string | null;
  fixId: string | null;
  detail: Record<string, unknown>;
  /** IP address; null where nobody asked, or it is not known. */
  address: string | null;
  audience: Audience;
};

type ActivityRow = {
  id: string;
  at: Date;
  actor: string;
  action: string;
  account_id: string | null;
  bucket: string | null;
  fix_id: string | null;
  detail: Record<string, unknown>;
  address: string | null;
  audience: Audience;
};

/** @param address where it was asked from; left out: of the work that this belongs to (`fromAddress`) */
export async function recordActivity({
  at,
  actor,
  action,
  accountId,
  bucket,
  fixId,
  detail = {},
  address,
  audience = 'estate',
}: {
  at: Date;
  actor: string;
  action: string;
  accountId?: string | null;
  bucket?: string | null;
  fixId?: string | null;
  detail?: Record<string, unknown>;
  address?: string | null;
  audience?: Audience;
}): Promise<void> {
  const from = address === undefined ? addressOfWork() : address;
  const what = [at, actor, action, accountId ?? null, bucket ?? null, fixId ?? null, JSON.stringify(detail)];
  await database().pool.query(
    `INSERT INTO activity (at, actor, action, account_id, bucket, fix_id, detail, address, audience)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...what, from || null, audience],
  );
}

const byTime = '-at';

/** What happened, narrowed; what is left out leaves nothing out. */
export type ActivityFilter = {
  /** Of these accounts only, looks at them included. */
  accountIds?: readonly string[] | undefined;
  bucket?: string | undefined;
  /** A part of who did it, in any case. */
  actor?: string | undefined;
  /** An action, or all that begin with it: `fix`, `fix.apply`. */
  action?: string | undefined;
  from?: Date | undefined;
  /** What happened then is left out. */
  to?: Date | undefined;
  /** Also what only those see who have the power over people. */
  people?: boolean;
};

/**
 * The newest first.
 * @throws AppError `invalid` for a cursor that is not of this list
 */
export async function listActivity({
  cursor,
  limit,
  ...filter
}: ActivityFilter & { cursor?: string | undefined; limit: number }): Promise<{
  items: ActivityView[];
  nextCursor: string | null;
}> {
  const { accountIds, bucket, actor, action, from, to, people = false } = filter;
  const after = cursor === undefined ? null : decodeCursor(cursor, byTime, 1);
  const { rows } = await database().pool.query<ActivityRow & { sort_value: string }>(
    `SELECT *, at::text AS sort_value FROM activity
     WHERE ($1::text[] IS NULL OR account_id = ANY($1)
         OR (jsonb_typeof(detail->'accounts') = 'array' AND detail->'accounts' ?| $1)) AND ($2::text IS NULL OR bucket = $2)
       AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::bigint)) AND ($6 OR audience = 'estate')
       AND ($7::text IS NULL OR strpos(lower(actor), lower($7)) > 0)
       AND ($8::text IS NULL OR action = $8 OR starts_with(action, $8 || '.'))
       AND ($9::timestamptz IS NULL OR at >= $9) AND ($10::timestamptz IS NULL OR at < $10)
     ORDER BY at DESC, id DESC LIMIT $5`,
    [
      ...[accountIds ?? null, bucket ?? null, after?.value ?? null, after?.tie[0] ?? null, limit + 1, people],
      ...[actor ?? null, action ?? null, from ?? null, to ?? null],
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(activityOfRow),
    nextCursor: last ? encodeCursor({ sort: byTime, value: last.sort_value, tie: [last.id] }) : null,
  };
}

function activityOfRow(row: ActivityRow): ActivityView {
  return {
    activityId: row.id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    accountId: row.account_id,
    bucket: row.bucket,
    fixId: row.fix_id,
    detail: row.detail,
    address: row.address,
    audience: row.audience,
  };
}
