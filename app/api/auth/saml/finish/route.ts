import { connection } from 'next/server';
import { finishSaml } from '#lib/api/sign-on.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return finishSaml(request);
}
