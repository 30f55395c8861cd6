import { connection } from 'next/server';
import { getFix } from '#lib/api/fixes.ts';

type Context = { params: Promise<{ fixId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getFix(request, await params);
}
