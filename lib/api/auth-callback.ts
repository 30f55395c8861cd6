import { auth } from '#lib/auth/auth.ts';
import { AppError } from '#lib/errors.ts';
import { problemResponse } from './problem.ts';

/**
 * The few addresses of better-auth that a browser is sent to by an identity provider. Everything else of it is asked by
 * this server itself, after our own limits.
 */
const reached = [/^\/api\/auth\/oauth2\/callback\/[\w-]+$/, /^\/api\/auth\/callback\/[\w-]+$/];

export async function callAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'GET' && reached.some((path) => path.test(pathname))) return auth().handler(request);
  return problemResponse(new AppError('notFound', `There is no call ${request.method} ${pathname}.`), request);
}
