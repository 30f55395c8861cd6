import { connection } from 'next/server';
import { receiveSignOn } from '#lib/api/sign-on.ts';

export async function POST(request: Request): Promise<Response> {
  await connection();
  return receiveSignOn(request);
}
