import { connection } from 'next/server';
import { getCostsCsv } from '#lib/api/costs.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getCostsCsv(request);
}
