import { connection } from 'next/server';
import { getFixes } from '#lib/api/fixes.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getFixes(request);
}
