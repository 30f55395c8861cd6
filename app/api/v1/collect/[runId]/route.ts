import { connection } from 'next/server';
import { getCollect } from '#lib/api/collect.ts';

type Context = { params: Promise<{ runId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getCollect(request, await params);
}
