import { AppError } from '#lib/errors.ts';
import { problemResponse } from './problem.ts';

/**
 * No address of better-auth can be reached: this server asks it by itself, after its own limits. What an identity
 * provider sends browsers to are calls of their own (lib/api/sign-on.ts).
 */
export async function callAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return problemResponse(new AppError('notFound', `There is no call ${request.method} ${pathname}.`), request);
}
