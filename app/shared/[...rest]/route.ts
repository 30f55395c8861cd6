import { connection } from 'next/server';
import { getNothingShared } from '#lib/api/shares.ts';

export async function GET(): Promise<Response> {
  await connection();
  return getNothingShared();
}
