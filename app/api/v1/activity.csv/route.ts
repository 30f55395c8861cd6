import { connection } from 'next/server';
import { getActivityCsv } from '#lib/api/activity.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getActivityCsv(request);
}
