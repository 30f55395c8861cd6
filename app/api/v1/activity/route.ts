import { connection } from 'next/server';
import { getActivity } from '#lib/api/activity.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getActivity(request);
}
