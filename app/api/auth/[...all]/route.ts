import { connection } from 'next/server';
import { callAuth } from '#lib/api/auth-callback.ts';

async function answer(request: Request): Promise<Response> {
  await connection();
  return callAuth(request);
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
