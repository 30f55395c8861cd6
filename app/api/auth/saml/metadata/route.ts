import { connection } from 'next/server';
import { describeSaml } from '#lib/api/sign-on.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return describeSaml(request);
}
