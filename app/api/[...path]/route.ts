import { connection } from 'next/server';
import { noSuchCall } from '#lib/api/no-such-call.ts';

async function answer(request: Request): Promise<Response> {
  await connection();
  return noSuchCall(request);
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
