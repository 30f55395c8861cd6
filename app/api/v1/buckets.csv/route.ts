import { connection } from 'next/server';
import { getBucketsCsv } from '#lib/api/buckets-csv.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getBucketsCsv(request);
}
