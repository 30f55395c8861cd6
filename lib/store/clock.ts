import { z } from 'zod';
import { database } from './database.ts';

const KEY = 'aws-clock';
/** A machine this close to AWS's clock is right. */
const TOLERATED_MS = 5_000;
const stored = z.object({ offsetMs: z.number() });

/** Now, on AWS's clock: this machine's plus the offset measured last. */
export async function awsNow(): Promise<Date> {
  return new Date(Date.now() + (await awsOffsetMs()));
}

/** Milliseconds that AWS's clock is ahead of this machine's; 0 when close or never measured. */
export async function awsOffsetMs(): Promise<number> {
  const row = await database().prisma.setting.findUnique({ where: { key: KEY } });
  const offset = stored.safeParse(row?.value);
  return offset.success && Math.abs(offset.data.offsetMs) >= TOLERATED_MS ? offset.data.offsetMs : 0;
}

/** Stores a measured offset (lib/aws/clock.ts), for all processes. */
export async function storeAwsOffset(offsetMs: number): Promise<void> {
  const value = { offsetMs: Math.round(offsetMs) };
  await database().prisma.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

/** Stores what AWS's clock shows now, such as after the clock of a simulated AWS was moved. */
export async function rememberAwsTime(now: Date): Promise<void> {
  await storeAwsOffset(now.getTime() - Date.now());
}
