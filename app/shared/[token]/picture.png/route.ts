import { connection } from 'next/server';
import { getSharedPicture } from '#lib/api/shares.ts';

type Context = { params: Promise<{ token: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getSharedPicture(request, await params);
}
