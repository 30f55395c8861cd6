import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { database } from './database.ts';
import { transaction } from './transaction.ts';

export const deliveryStates = ['waiting', 'sending', 'sent', 'unchanged', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** The one time that a week, or what one check of alerts found, goes to a channel. */
export type Delivery = {
  deliveryId: string;
  channelId: string;
  /** Null: it tells alerts (lib/store/alerts.ts). */
  week: string | null;
  state: DeliveryState;
  attempts: number;
  /** An attempt left without an answer. */
  mayHaveArrived: boolean;
  createdAt: Date;
  endedAt: Date | null;
  answer: string | null;
};

type DeliveryRow = {
  id: string;
  channel_id: string;
  week: string | null;
  state: DeliveryState;
  attempts: number;
  may_have_arrived: boolean;
  created_at: Date;
  ended_at: Date | null;
  answer: string | null;
};

/** Longer than any sending takes, whatever the other side does. */
const LEASE = "interval '5 minutes'";

/** Notes that a week is due at a channel; one that is noted already stays as it is, whatever became of it. */
export async function noteDue({ channelId, week, at }: { channelId: string; week: string; at: Date }): Promise<void> {
  await database().pool.query(
    `INSERT INTO delivery (id, channel_id, week, state, created_at, next_attempt_at) VALUES ($1, $2, $3, 'waiting', $4, date_trunc('milliseconds', now()))
     ON CONFLICT (channel_id, week) DO NOTHING`,
    [randomUUID(), channelId, week, at],
  );
}

/** Those that wait and whose time has come, of channels that are not paused; `attempts` were made before. */
export async function dueAttempts(): Promise<{ deliveryId: string; attempts: number }[]> {
  const { rows } = await database().pool.query<{ deliveryId: string; attempts: number }>(
    `SELECT d.id AS "deliveryId", d.attempts FROM delivery d JOIN channel c ON c.id = d.channel_id
     WHERE d.state = 'waiting' AND d.next_attempt_at <= now() AND c.paused_at IS NULL AND c.deleted_at IS NULL
     ORDER BY d.next_attempt_at LIMIT 200`,
  );
  return rows;
}

export async function dueDeliveries(): Promise<string[]> {
  return (await dueAttempts()).map(({ deliveryId }) => deliveryId);
}

/** A delivery whose time has come, unless somebody has it already. */
export async function waitingDelivery(deliveryId: string): Promise<Delivery | null> {
  const { rows } = await database().pool.query<DeliveryRow>(
    `SELECT d.* FROM delivery d JOIN channel c ON c.id = d.channel_id
     WHERE d.id = $1 AND d.state = 'waiting' AND d.next_attempt_at <= now() AND c.paused_at IS NULL AND c.deleted_at IS NULL`,
    [deliveryId],
  );
  return rows[0] ? deliveryOfRow(rows[0]) : null;
}

export async function deliveryById(deliveryId: string): Promise<Delivery | null> {
  const { rows } = await database().pool.query<DeliveryRow>('SELECT * FROM delivery WHERE id = $1', [deliveryId]);
  return rows[0] ? deliveryOfRow(rows[0]) : null;
}

/** Takes a waiting delivery for sending, right before it is sent. @returns null: another has it */
export async function claimDelivery(deliveryId: string): Promise<Delivery | null> {
  const { rows } = await database().pool.query<DeliveryRow>(
    `UPDATE delivery SET state = 'sending', attempts = attempts + 1, begun_at = NULL, lease_until = now() + ${LEASE}
     WHERE id = $1 AND state = 'waiting' AND next_attempt_at <= now() RETURNING *`,
    [deliveryId],
  );
  return rows[0] ? deliveryOfRow(rows[0]) : null;
}

/**
 * Notes that the other side is about to get it: from now on it may have arrived. `made.body` is kept as long as that is so,
 * unless the channel leads elsewhere or masks otherwise by now than when it was made.
 * @returns false: it is not this sender's any more, and must not be sent
 */
export async function beginDelivery(
  { deliveryId, channelId, attempts }: Delivery,
  made?: { body: string; sealed: string; mask: string },
): Promise<boolean> {
  return transaction(async (client) => {
    // Locked, so that a change of the channel comes wholly before or after, and drops it then.
    const { rowCount: same } = await client.query(
      'SELECT FROM channel WHERE id = $1 AND sealed = $2 AND mask = $3 FOR SHARE',
      [channelId, made?.sealed, made?.mask],
    );
    const { rowCount } = await client.query(
      `UPDATE delivery SET begun_at = coalesce(begun_at, now()), body = coalesce(body, $3)
       WHERE id = $1 AND state = 'sending' AND attempts = $2`,
      [deliveryId, attempts, same === 1 ? made?.body : null],
    );
    return rowCount === 1;
  });
}

/** What left of a delivery before, and may have arrived; null: nothing, or nothing that would be told from another. */
export async function keptBody(deliveryId: string): Promise<string | null> {
  const { rows } = await database().pool.query<{ body: string | null }>('SELECT body FROM delivery WHERE id = $1', [
    deliveryId,
  ]);
  return rows[0]?.body ?? null;
}

/** Lets what is still to be sent to a channel be made anew: the channel leads elsewhere, or masks otherwise. */
export async function dropBodies(client: pg.PoolClient, channelId: string): Promise<void> {
  await client.query('UPDATE delivery SET body = NULL WHERE channel_id = $1 AND body IS NOT NULL', [channelId]);
}

/** Says what became of a delivery. */
export async function endDelivery({
  deliveryId,
  from,
  state,
  answer,
  at,
}: {
  deliveryId: string;
  from: DeliveryState;
  state: DeliveryState;
  answer: string | null;
  at: Date;
}): Promise<Delivery | null> {
  const { rows } = await database().pool.query<DeliveryRow>(
    `UPDATE delivery SET state = $3, answer = $4, ended_at = $5, lease_until = NULL,
       may_have_arrived = may_have_arrived OR $3 = 'unknown', body = CASE WHEN $3 = 'unknown' THEN body END
     WHERE id = $1 AND state = $2 RETURNING *`,
    [deliveryId, from, state, answer, at],
  );
  return rows[0] ? deliveryOfRow(rows[0]) : null;
}

/** Lets a delivery wait for another attempt: it certainly did not arrive, or who gets it twice takes it once. */
export async function postponeDelivery({
  deliveryId,
  seconds,
  answer,
  mayHaveArrived,
}: {
  deliveryId: string;
  seconds: number;
  answer: string;
  mayHaveArrived: boolean;
}): Promise<void> {
  await database().pool.query(
    `UPDATE delivery SET state = 'waiting', answer = $3, lease_until = NULL, next_attempt_at = now() + make_interval(secs => $2),
       may_have_arrived = may_have_arrived OR $4, body = CASE WHEN may_have_arrived OR $4 THEN body END
     WHERE id = $1 AND state = 'sending'`,
    [deliveryId, seconds, answer, mayHaveArrived],
  );
}

/**
 * Lets one that ended, and is not known to have arrived, wait for now. @returns null: there is none, it is another's
 * already, or its channel is paused or deleted
 */
export async function reopenDelivery(deliveryId: string): Promise<Delivery | null> {
  const { rows } = await database().pool.query<DeliveryRow>(
    `UPDATE delivery d SET state = 'waiting', ended_at = NULL, next_attempt_at = date_trunc('milliseconds', now()),
       may_have_arrived = d.may_have_arrived OR d.state = 'unknown'
     FROM channel c WHERE d.id = $1 AND d.state IN ('unknown', 'failed')
       AND c.id = d.channel_id AND c.paused_at IS NULL AND c.deleted_at IS NULL RETURNING d.*`,
    [deliveryId],
  );
  return rows[0] ? deliveryOfRow(rows[0]) : null;
}

/** Ends what waits for a channel, so that a week that is long past is not sent when the channel goes on. */
export async function endWaiting({
  channelId,
  answer,
  at,
}: {
  channelId: string;
  answer: string;
  at: Date;
}): Promise<void> {
  await database().pool.query(
    `UPDATE delivery SET state = CASE WHEN may_have_arrived THEN 'unknown' ELSE 'failed' END, answer = $2, ended_at = $3
     WHERE channel_id = $1 AND state = 'waiting'`,
    [channelId, answer, at],
  );
}

/**
 * Settles those whose sender was killed in the middle: what had not begun to leave is sent by another, as is what a
 * channel of `repeatable` kind has had, for so many attempts. The rest may have arrived and is not sent again.
 * @returns the latter
 */
export async function endLostDeliveries({
  answer,
  at,
  repeatable,
  attempts,
}: {
  answer: string;
  at: Date;
  repeatable: readonly string[];
  attempts: number;
}): Promise<Delivery[]> {
  const { pool } = database();
  await pool.query(
    `UPDATE delivery d SET state = 'waiting', lease_until = NULL, next_attempt_at = date_trunc('milliseconds', now()),
       may_have_arrived = d.may_have_arrived OR d.begun_at IS NOT NULL
     FROM channel c WHERE c.id = d.channel_id AND d.state = 'sending' AND d.lease_until < now()
       AND (d.begun_at IS NULL OR (c.kind = ANY($1) AND d.attempts < $2))`,
    [repeatable, attempts],
  );
  const { rows } = await pool.query<DeliveryRow>(
    `UPDATE delivery SET state = 'unknown', answer = $1, ended_at = $2, lease_until = NULL, may_have_arrived = true
     WHERE state = 'sending' AND lease_until < now() AND begun_at IS NOT NULL RETURNING *`,
    [answer, at],
  );
  return rows.map(deliveryOfRow);
}

/** The last weeks of each channel, the newest first. */
export async function lastDeliveries(perChannel: number): Promise<(Delivery & { week: string })[]> {
  const { rows } = await database().pool.query<DeliveryRow & { week: string }>(
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY channel_id ORDER BY created_at DESC, id) AS place
                    FROM delivery WHERE week IS NOT NULL) d
     WHERE place <= $1 ORDER BY created_at DESC, id`,
    [perChannel],
  );
  return rows.map((row) => ({ ...deliveryOfRow(row), week: row.week }));
}

function deliveryOfRow(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.id,
    channelId: row.channel_id,
    week: row.week,
    state: row.state,
    attempts: row.attempts,
    mayHaveArrived: row.may_have_arrived,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    answer: row.answer,
  };
}
