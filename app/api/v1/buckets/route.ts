import { connection } from 'next/server';
import { getBuckets } from '#lib/api/buckets.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getBuckets(request);
}
