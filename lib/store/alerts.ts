import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { database } from './database.ts';
import type { DeliveryState } from './deliveries.ts';
import { transaction } from './transaction.ts';

/** What a channel is told once: `key` is the thing and since when it is so, `subject` the thing, `found` as JSON. */
export type StoredAlert = { key: string; subject: string; found: unknown };

/** How a thing that alerts are of was last seen. */
export type StoredCondition = { subject: string; holds: boolean; since: Date | null; episode: string };

/** One alert and what became of it. */
export type AlertView = {
  alertId: string;
  channelId: string;
  deliveryId: string;
  found: unknown;
  at: Date;
  state: DeliveryState;
  endedAt: Date | null;
  answer: string | null;
};

const LOCK = `hashtext('straybytes: alerts')`;
const CHECKED = 'alerts-checked';
const checkedSchema = z.object({ snapshotId: z.string().nullable(), spendSnapshotId: z.string().nullable() });
/** The snapshots that were checked last. */
export type Checked = z.infer<typeof checkedSchema>;

export async function lastChecked(): Promise<Checked> {
  const row = await database().prisma.setting.findUnique({ where: { key: CHECKED } });
  const checked = checkedSchema.safeParse(row?.value);
  return checked.success ? checked.data : { snapshotId: null, spendSnapshotId: null };
}

/**
 * Lets one process at a time check, all or nothing: what `work` stores by its client is there once it returns.
 * @returns null: another process is at it
 */
export async function checkAlone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T | null> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`);
    return rows[0]?.mine ? work(client) : null;
  });
}

export async function storeChecked(client: pg.PoolClient, checked: Checked): Promise<void> {
  await client.query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [CHECKED, JSON.stringify(checked)],
  );
}

export async function alertConditions(): Promise<Map<string, StoredCondition>> {
  const { rows } = await database().pool.query<StoredCondition>(
    'SELECT subject, holds, since, episode FROM alert_condition',
  );
  return new Map(rows.map((row) => [row.subject, row]));
}

export async function storeConditions(client: pg.PoolClient, conditions: readonly StoredCondition[]): Promise<void> {
  if (conditions.length === 0) return;
  await client.query(
    `INSERT INTO alert_condition (subject, holds, since, episode)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(subject text, holds boolean, since timestamptz, episode text)
     ON CONFLICT (subject) DO UPDATE SET holds = excluded.holds, since = excluded.since, episode = excluded.episode`,
    [JSON.stringify(conditions)],
  );
}

/** The last that each channel was told of each subject. */
export async function lastTold(): Promise<Map<string, Map<string, { key: string; at: Date }>>> {
  const { rows } = await database().pool.query<{ channelId: string; subject: string; key: string; at: Date }>(
    `SELECT DISTINCT ON (channel_id, subject) channel_id AS "channelId", subject, key, at FROM alert
     ORDER BY channel_id, subject, at DESC`,
  );
  const byChannel = Map.groupBy(rows, ({ channelId }) => channelId);
  return new Map(
    [...byChannel].map(([channelId, own]) => [
      channelId,
      new Map(own.map(({ subject, key, at }) => [subject, { key, at }])),
    ]),
  );
}

/** Notes what a channel is to be told, as one delivery. @throws where any of it was told before */
export async function noteAlerts(
  client: pg.PoolClient,
  { channelId, alerts, at }: { channelId: string; alerts: readonly StoredAlert[]; at: Date },
): Promise<void> {
  const deliveryId = randomUUID();
  await client.query(
    `INSERT INTO delivery (id, channel_id, week, state, created_at, next_attempt_at)
     VALUES ($1, $2, NULL, 'waiting', $3, date_trunc('milliseconds', now()))`,
    [deliveryId, channelId, at],
  );
  const rows = alerts.map((alert) => ({ ...alert, id: randomUUID() }));
  await client.query(
    `INSERT INTO alert (id, channel_id, delivery_id, key, subject, found, at)
     SELECT id, $1, $2, key, subject, found, $3
     FROM jsonb_to_recordset($4::jsonb) AS a(id uuid, key text, subject text, found jsonb)`,
    [channelId, deliveryId, at, JSON.stringify(rows)],
  );
}

/** What a delivery tells, in the order of their subjects. */
export async function alertsOf(deliveryId: string): Promise<StoredAlert[]> {
  const { rows } = await database().pool.query<StoredAlert>(
    'SELECT key, subject, found FROM alert WHERE delivery_id = $1 ORDER BY subject',
    [deliveryId],
  );
  return rows;
}

/** The last alerts of each channel, the newest first. */
export async function lastAlerts(perChannel: number): Promise<AlertView[]> {
  const { rows } = await database().pool.query<AlertView>(
    `SELECT a.id AS "alertId", a.channel_id AS "channelId", a.delivery_id AS "deliveryId", a.found, a.at, d.state, d.ended_at AS "endedAt", d.answer
     FROM (SELECT *, row_number() OVER (PARTITION BY channel_id ORDER BY at DESC, subject) AS place FROM alert) a
       JOIN delivery d ON d.id = a.delivery_id
     WHERE a.place <= $1 ORDER BY a.at DESC, a.subject`,
    [perChannel],
  );
  return rows;
}
