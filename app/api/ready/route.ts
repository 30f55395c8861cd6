import { connection } from 'next/server';
import { getReady } from '#lib/api/health.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getReady(request);
}
