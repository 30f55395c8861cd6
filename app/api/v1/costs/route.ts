import { connection } from 'next/server';
import { getCosts } from '#lib/api/costs.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getCosts(request);
}
