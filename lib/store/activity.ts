import { decodeCursor, encodeCursor } from './cursor.ts';
import { database } from './database.ts';

/** Who did what, when, on what. Append-only. */
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
};

export async function recordActivity({
  at,
  actor,
  action,
  accountId,
  bucket,
  fixId,
  detail = {},
}: {
  at: Date;
  actor: string;
  action: string;
  accountId?: string | null;
  bucket?: string | null;
  fixId?: string | null;
  detail?: Record<string, unknown>;
}): Promise<void> {
  await database().pool.query(
    'INSERT INTO activity (at, actor, action, account_id, bucket, fix_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [at, actor, action, accountId ?? null, bucket ?? null, fixId ?? null, JSON.stringify(detail)],
  );
}

const byTime = '-at';

/**
 * The newest first.
 * @throws AppError `invalid` for a cursor that is not of this list
 */
export async function listActivity({
  cursor,
  limit,
  accountIds,
  bucket,
}: {
  cursor?: string | undefined;
  limit: number;
  /** Of these accounts only, looks at them included; all when left out. */
  accountIds?: readonly string[] | undefined;
  bucket?: string | undefined;
}): Promise<{ items: ActivityView[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, byTime, 1);
  const { rows } = await database().pool.query<ActivityRow & { sort_value: string }>(
    `SELECT *, at::text AS sort_value FROM activity
     WHERE ($1::text[] IS NULL OR account_id = ANY($1)
         OR (jsonb_typeof(detail->'accounts') = 'array' AND detail->'accounts' ?| $1)) AND ($2::text IS NULL OR bucket = $2)
       AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::bigint))
     ORDER BY at DESC, id DESC LIMIT $5`,
    [accountIds ?? null, bucket ?? null, after?.value ?? null, after?.tie[0] ?? null, limit + 1],
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
  };
}
