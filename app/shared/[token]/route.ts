import { connection } from 'next/server';
import { getSharedPage } from '#lib/api/shares.ts';

type Context = { params: Promise<{ token: string }> };

/** A document of its own and no page: a page would carry the application's frame and data with it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await connection();
  return getSharedPage(request, await params);
}
