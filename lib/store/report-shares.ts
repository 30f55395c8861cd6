import { randomUUID } from 'node:crypto';
import { database } from './database.ts';

/** A link to one report. Of its token nothing is here that could be turned back into it. */
export type ShareView = {
  shareId: string;
  week: string;
  timeZone: string;
  mask: string;
  actor: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
  opened: number;
  lastOpenedAt: Date | null;
};

type ShareRow = {
  id: string;
  week: string;
  time_zone: string;
  mask: string;
  actor: string;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_by: string | null;
  opened: number;
  last_opened_at: Date | null;
  minute_count: number;
};

export async function insertShare({
  tokenHash,
  ...share
}: Pick<ShareView, 'week' | 'timeZone' | 'mask' | 'actor' | 'createdAt' | 'expiresAt'> & {
  tokenHash: Buffer;
}): Promise<ShareView> {
  const { week, timeZone, mask, actor, createdAt, expiresAt } = share;
  const { rows } = await database().pool.query<ShareRow>(
    `INSERT INTO report_share (id, token_hash, week, time_zone, mask, actor, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *`,
    [randomUUID(), tokenHash, week, timeZone, mask, actor, createdAt, expiresAt],
  );
  const [row] = rows;
  if (!row) throw new Error('A share link was not stored.');
  return shareOfRow(row);
}

/**
 * The link of a token that is in force, and how many requests it had in this minute, this one counted. Across all
 * processes, on the database's clock.
 */
export async function takeShare({
  tokenHash,
  now,
}: {
  tokenHash: Buffer;
  now: Date;
}): Promise<{ share: ShareView; requests: number } | null> {
  const { rows } = await database().pool.query<ShareRow>(
    `UPDATE report_share SET
       minute_count = CASE WHEN minute_at = date_trunc('minute', now()) THEN minute_count + 1 ELSE 1 END,
       minute_at = date_trunc('minute', now())
     WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING *`,
    [tokenHash, now],
  );
  const [row] = rows;
  return row ? { share: shareOfRow(row), requests: row.minute_count } : null;
}

export async function countOpening({ shareId, at }: { shareId: string; at: Date }): Promise<void> {
  await database().pool.query('UPDATE report_share SET opened = opened + 1, last_opened_at = $2 WHERE id = $1', [
    shareId,
    at,
  ]);
}

/** @returns the link, or null where it is none of this week, or was revoked before */
export async function revokeShareRow({
  shareId,
  week,
  by,
  at,
}: {
  shareId: string;
  week: string;
  by: string;
  at: Date;
}): Promise<ShareView | null> {
  const { rows } = await database().pool.query<ShareRow>(
    `UPDATE report_share SET revoked_at = $3, revoked_by = $4
     WHERE id = $1 AND week = $2 AND revoked_at IS NULL RETURNING *`,
    [shareId, week, at, by],
  );
  const [row] = rows;
  return row ? shareOfRow(row) : null;
}

export async function sharesByIds(shareIds: readonly string[]): Promise<ShareView[]> {
  const { rows } = await database().pool.query<ShareRow>('SELECT * FROM report_share WHERE id = ANY($1::uuid[])', [
    shareIds,
  ]);
  return rows.map(shareOfRow);
}

/** Links to a week's report, the newest first, those that ended too. */
export async function sharesOfWeek(week: string): Promise<ShareView[]> {
  const { rows } = await database().pool.query<ShareRow>(
    'SELECT * FROM report_share WHERE week = $1 ORDER BY created_at DESC, id LIMIT 100',
    [week],
  );
  return rows.map(shareOfRow);
}

function shareOfRow(row: ShareRow): ShareView {
  return {
    shareId: row.id,
    week: row.week,
    timeZone: row.time_zone,
    mask: row.mask,
    actor: row.actor,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
    opened: row.opened,
    lastOpenedAt: row.last_opened_at,
  };
}
