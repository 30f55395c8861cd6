import { connection } from 'next/server';
import { getGuardrails } from '#lib/api/guardrails.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return getGuardrails(request);
}
