import { randomUUID } from 'node:crypto';
import { database } from './database.ts';
import { dropBodies } from './deliveries.ts';
import { transaction } from './transaction.ts';

export type ChannelSchedule = {
  name: string;
  weekday: number;
  hour: number;
  timeZone: string;
  size: string;
  theme: string;
  mask: string;
  onlyIfChanged: boolean;
  /** What it is told of beside the week (lib/report/alerts/alert.ts). */
  alerts: string[];
  /** USD a month: waste that grows by more in a day is told. */
  growthUsd: number;
  quietHours: number;
};

/** Where reports are delivered. `sealed` is encrypted; `shown` is what a person may see of where it leads. */
export type Channel = ChannelSchedule & {
  channelId: string;
  kind: string;
  shown: string;
  sealed: string;
  createdBy: string;
  createdAt: Date;
  scheduledFrom: Date;
  pausedAt: Date | null;
};

type ChannelRow = {
  id: string;
  kind: string;
  name: string;
  settings: { shown: string };
  sealed: string;
  weekday: number;
  hour: number;
  time_zone: string;
  size: string;
  theme: string;
  mask: string;
  only_if_changed: boolean;
  alerts: string[];
  growth_usd: string;
  quiet_hours: number;
  created_by: string;
  created_at: Date;
  scheduled_from: Date;
  paused_at: Date | null;
};

export function newChannelId(): string {
  return randomUUID();
}

export async function insertChannel({
  channelId,
  kind,
  shown,
  sealed,
  schedule,
  createdBy,
  at,
}: {
  channelId: string;
  kind: string;
  shown: string;
  sealed: string;
  schedule: ChannelSchedule;
  createdBy: string;
  at: Date;
}): Promise<Channel> {
  const { rows } = await database().pool.query<ChannelRow>(
    `INSERT INTO channel (id, kind, name, settings, sealed, weekday, hour, time_zone, size, theme, mask, only_if_changed,
       alerts, growth_usd, quiet_hours, created_by, created_at, scheduled_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17) RETURNING *`,
    [channelId, kind, schedule.name, JSON.stringify({ shown }), sealed, ...scheduleValues(schedule), createdBy, at],
  );
  return one(rows);
}

/**
 * Changes the schedule, and where it leads if that is given. Of another time, or of other alerts, what has passed is not
 * made up for; any other edit leaves what is due.
 */
export async function updateChannel({
  channelId,
  schedule,
  target,
  at,
}: {
  channelId: string;
  schedule: ChannelSchedule;
  target: { kind: string; shown: string; sealed: string } | null;
  at: Date;
}): Promise<Channel | null> {
  return changed(
    channelId,
    `UPDATE channel SET name = $2, weekday = $3, hour = $4, time_zone = $5, size = $6, theme = $7, mask = $8,
       only_if_changed = $9, alerts = $10, growth_usd = $11, quiet_hours = $12,
       scheduled_from = CASE WHEN (weekday, hour, time_zone) = ($3, $4, $5) AND alerts @> $10 THEN scheduled_from ELSE $13 END,
       kind = coalesce($14, kind), settings = coalesce($15, settings), sealed = coalesce($16, sealed)
     WHERE id = $1 AND deleted_at IS NULL RETURNING *`,
    [
      channelId,
      schedule.name,
      ...scheduleValues(schedule),
      at,
      target?.kind ?? null,
      target && JSON.stringify({ shown: target.shown }),
      target?.sealed ?? null,
    ],
  );
}

/** Pauses a channel, or lets it go on from now. */
export async function pauseChannel({
  channelId,
  paused,
  at,
}: {
  channelId: string;
  paused: boolean;
  at: Date;
}): Promise<Channel | null> {
  const { rows } = await database().pool.query<ChannelRow>(
    `UPDATE channel SET paused_at = CASE WHEN $2 THEN $3::timestamptz END, scheduled_from = $3
     WHERE id = $1 AND deleted_at IS NULL RETURNING *`,
    [channelId, paused, at],
  );
  return rows[0] ? channelOfRow(rows[0]) : null;
}

/** Its secrets are gone with it; what was delivered stays told. */
export async function deleteChannel({ channelId, at }: { channelId: string; at: Date }): Promise<Channel | null> {
  return changed(
    channelId,
    `UPDATE channel SET deleted_at = $2, sealed = '' WHERE id = $1 AND deleted_at IS NULL RETURNING *`,
    [channelId, at],
  );
}

/** With the change goes what was made for the channel as it was (lib/store/deliveries.ts). */
function changed(channelId: string, update: string, values: unknown[]): Promise<Channel | null> {
  return transaction(async (client) => {
    const { rows } = await client.query<ChannelRow>(update, values);
    await dropBodies(client, channelId);
    return rows[0] ? channelOfRow(rows[0]) : null;
  });
}

export async function channelById(channelId: string): Promise<Channel | null> {
  const { rows } = await database().pool.query<ChannelRow>(
    'SELECT * FROM channel WHERE id = $1 AND deleted_at IS NULL',
    [channelId],
  );
  return rows[0] ? channelOfRow(rows[0]) : null;
}

export async function listChannels(): Promise<Channel[]> {
  const { rows } = await database().pool.query<ChannelRow>(
    'SELECT * FROM channel WHERE deleted_at IS NULL ORDER BY created_at, id',
  );
  return rows.map(channelOfRow);
}

function scheduleValues(schedule: ChannelSchedule): unknown[] {
  const { weekday, hour, timeZone, size, theme, mask, onlyIfChanged, alerts, growthUsd, quietHours } = schedule;
  return [weekday, hour, timeZone, size, theme, mask, onlyIfChanged, [...new Set(alerts)], growthUsd, quietHours];
}

function one(rows: ChannelRow[]): Channel {
  const [row] = rows;
  if (!row) throw new Error('A channel was not stored.');
  return channelOfRow(row);
}

function channelOfRow(row: ChannelRow): Channel {
  return {
    channelId: row.id,
    kind: row.kind,
    name: row.name,
    shown: row.settings.shown,
    sealed: row.sealed,
    weekday: row.weekday,
    hour: row.hour,
    timeZone: row.time_zone,
    size: row.size,
    theme: row.theme,
    mask: row.mask,
    onlyIfChanged: row.only_if_changed,
    alerts: row.alerts,
    growthUsd: Number(row.growth_usd),
    quietHours: row.quiet_hours,
    createdBy: row.created_by,
    createdAt: row.created_at,
    scheduledFrom: row.scheduled_from,
    pausedAt: row.paused_at,
  };
}
