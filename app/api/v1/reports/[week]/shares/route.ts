import { connection } from 'next/server';
import { getShares, postShare } from '#lib/api/shares.ts';

type Context = { params: Promise<{ week: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getShares(request, await params);
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return postShare(request, await params);
}
