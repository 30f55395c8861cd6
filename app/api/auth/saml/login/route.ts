import { connection } from 'next/server';
import { beginSignOn } from '#lib/api/sign-on.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return beginSignOn(request, 'saml');
}
