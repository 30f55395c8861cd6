import { z } from 'zod';
import { awsNow } from './clock.ts';
import { database } from './database.ts';

const KEY = 'aws-connection';
const outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), accountId: z.string(), arn: z.string().nullable() }),
  z.object({ ok: z.literal(false), tried: z.array(z.string()), problem: z.string() }),
]);
const stored = z.intersection(outcome, z.object({ checkedAt: z.coerce.date() }));

/** Whether AWS could be reached, and when that was tried last. */
export type Connection = z.infer<typeof stored>;

/** The connection as tested last; null when nobody has tried yet. */
export async function storedConnection(): Promise<Connection | null> {
  const row = await database().prisma.setting.findUnique({ where: { key: KEY } });
  const connection = stored.safeParse(row?.value);
  return connection.success ? connection.data : null;
}

/** Stores what a test of the connection found just now, for all processes. */
export async function storeConnection(found: z.infer<typeof outcome>): Promise<void> {
  const value = { ...found, checkedAt: (await awsNow()).toISOString() };
  await database().prisma.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}
