import { AppError } from '#lib/errors.ts';
import { storeAnswers } from '#lib/store/availability.ts';
import { json } from './answer.ts';
import { problemResponse } from './problem.ts';

const READY_WITHIN_MS = 2_000;

/** `GET /api/health`: this process lives; it says nothing about the database. */
export function getHealth(): Response {
  return json({ status: 'alive' });
}

/** `GET /api/ready`: 200 when the database answers a real query in time, else 503. */
export async function getReady(request: Request): Promise<Response> {
  if (await storeAnswers({ timeoutMs: READY_WITHIN_MS })) return json({ status: 'ready' });
  return problemResponse(new AppError('unavailable', 'The database does not answer. Try again in a moment.'), request);
}
