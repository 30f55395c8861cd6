import { connection } from 'next/server';
import { getBucket } from '#lib/api/buckets.ts';

type Context = { params: Promise<{ accountId: string; bucket: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getBucket(request, await params);
}
