import { connection } from 'next/server';
import { getAccounts } from '#lib/api/accounts.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getAccounts(request);
}
