import { AppError, type ErrorCode } from '#lib/errors.ts';
import { isBadValue, isStoreAway } from '#lib/store/database-errors.ts';

/** RFC 9457, with our own `code` for programs; `details` are the facts behind `detail`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: ErrorCode;
  details?: Record<string, string>;
};

const kinds: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 400, title: 'The request is not of the form asked for' },
  notFound: { status: 404, title: 'There is no such thing here' },
  conflict: { status: 409, title: 'The world is not the one that was planned for' },
  refused: { status: 409, title: 'It could be done, but would break a promise' },
  unauthenticated: { status: 401, title: 'The credentials are not accepted' },
  forbidden: { status: 403, title: 'This is not allowed from here' },
  denied: { status: 403, title: 'AWS does not allow it' },
  throttled: { status: 503, title: 'AWS asks to slow down' },
  unreachable: { status: 504, title: 'AWS does not answer' },
  unsupported: { status: 501, title: 'The endpoint does not know the call' },
  unavailable: { status: 503, title: 'The store does not answer' },
  failed: { status: 502, title: 'AWS answered something unexpected' },
};

/** Where a reason says more than its code. */
const titles: Record<string, string> = {
  awsLimit: 'A limit of AWS is reached',
  tooOften: 'This was tried too often',
  notLookedAt: 'The account is not looked at',
};

const statuses: Record<string, number> = { tooLarge: 413, tooOften: 429 };

/** Any error as a problem; one that nobody expected becomes a 500 that tells nothing about the inside. */
export function problemOf(error: unknown, instance: string): Problem {
  const known = expected(error);
  if (!known) {
    const title = 'An error of Straybytes itself';
    const detail = 'This was not expected. The log of the server has the cause.';
    return { type: 'about:blank', title, status: 500, detail, instance, code: 'failed' };
  }
  const { status, title } = kinds[known.code];
  return {
    type: `urn:straybytes:problem:${known.code}`,
    title: titles[known.details.reason ?? ''] ?? title,
    status: statuses[known.details.reason ?? ''] ?? status,
    detail: known.message,
    instance,
    code: known.code,
    ...(Object.keys(known.details).length > 0 && { details: known.details }),
  };
}

/** @returns `application/problem+json`, never cached */
export function problemResponse(error: unknown, request: Request): Response {
  const problem = problemOf(error, new URL(request.url).pathname);
  if (problem.status === 500) console.error(error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(problem.status === 503 && { 'retry-after': '10' }),
      ...(problem.status === 429 && { 'retry-after': problem.details?.retryAfterSeconds ?? '60' }),
    },
  });
}

function expected(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isStoreAway(error)) return new AppError('unavailable', 'The database does not answer. Try again in a moment.');
  if (isBadValue(error))
    return new AppError('invalid', 'A value, such as the cursor, is none that this list can have.');
  return null;
}
