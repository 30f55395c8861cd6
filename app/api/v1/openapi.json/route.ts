import { connection } from 'next/server';
import { getOpenApi } from '#lib/api/openapi.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getOpenApi(request);
}
