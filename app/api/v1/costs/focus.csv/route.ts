import { connection } from 'next/server';
import { getFocusCsv } from '#lib/api/focus.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getFocusCsv(request);
}
