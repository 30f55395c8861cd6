import { connection } from 'next/server';
import { getBudgets } from '#lib/api/budgets.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getBudgets(request);
}
