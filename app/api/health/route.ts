import { connection } from 'next/server';
import { getHealth } from '#lib/api/health.ts';

export async function GET(): Promise<Response> {
  await connection();
  return getHealth();
}
