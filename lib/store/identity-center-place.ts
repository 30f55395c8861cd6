import { z } from 'zod';
import { database } from './database.ts';

const KEY = 'identity-center';
const placeSchema = z.object({ startUrl: z.string(), region: z.string() });

/** The access portal and its region, as a person gave them; null when nobody did. */
export async function storedPlace(): Promise<{ startUrl: string; region: string } | null> {
  const row = await database().prisma.setting.findUnique({ where: { key: KEY } });
  const place = placeSchema.safeParse(row?.value);
  return place.success ? place.data : null;
}

export async function storePlace(value: { startUrl: string; region: string }): Promise<void> {
  await database().prisma.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}
