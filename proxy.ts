import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { isForAnybody, refusalOf } from '#lib/api/front-door.ts';
import { problemResponse } from '#lib/api/problem.ts';
import { reportPageOf } from '#lib/api/report-page.ts';
import { contentSecurityPolicy, securityHeaders } from '#lib/api/security-headers.ts';
import { sharedHeaders } from '#lib/api/shared-headers.ts';
import { isUnknownAccountPage } from '#lib/api/unknown-account-page.ts';
import { isUnknownBucketPage } from '#lib/api/unknown-bucket-page.ts';
import { PAGE_STATUS_HEADER, powerOfPage } from '#lib/auth/page-power.ts';
import { PATH_HEADER, signInPath } from '#lib/auth/return-path.ts';
import { env, isLoopback } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { may, viewerOfDoor, whyNobody } from '#lib/session.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';

/** In front of every page, action and API call: who is let in, a fresh nonce, and the usual headers. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { headers, method, nextUrl } = request;
  const { pathname } = nextUrl;
  const { PORT: port, HOST, TRUSTED_ORIGIN: trustedOrigin = null } = env();
  const anyHost = !isLoopback(HOST) && trustedOrigin === null;
  const refusal = refusalOf({ headers, method, pathname, port, trustedOrigin, anyHost });
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const response = refusal ? problemResponse(refusal, request) : await enter(request, policy);
  for (const [name, value] of Object.entries(securityHeaders({ trustedOrigin }))) response.headers.set(name, value);
  for (const [name, value] of Object.entries(sharedHeaders(pathname))) response.headers.set(name, value);
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Build assets are the same for everybody and carry nothing of the store; nothing is written there (lib/server/asset-write.ts). */
export const config = { matcher: ['/((?!_next/static/).*)'] };

/** Turns away whoever has to sign in, before anything is read or rendered for them. */
async function enter(request: NextRequest, policy: string): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (isForAnybody(pathname) || isJudgedInside(request)) return letIn(request, policy);
  const cookies = new Headers();
  try {
    const viewer = await viewerOfDoor(request, cookies);
    const isPage = !pathname.startsWith('/api/');
    if (viewer && isPage && !may(viewer, powerOfPage(pathname)))
      return withCookies(passOn(request, { policy, missing: null, instead: '/not-yours' }), cookies);
    if (viewer) return withCookies(await letIn(request, policy), cookies);
  } catch (error) {
    // Every page and every call asks again who it is for: they fail too, in words for who reads them.
    if (isStoreAway(error)) return letIn(request, policy);
    throw error;
  }
  if (pathname.startsWith('/api/')) {
    return problemResponse(new AppError('unauthenticated', await whyNobody(request.headers)), request);
  }
  const where = new URL(signInPath(`${pathname}${search}`), request.url);
  return withCookies(NextResponse.redirect(where, 303), cookies);
}

/** A call with a token and an action say themselves who may: the one in the API's words, the other in its page's. */
function isJudgedInside({ headers, method, nextUrl }: NextRequest): boolean {
  if (nextUrl.pathname.startsWith('/api/')) return headers.has('authorization');
  return method === 'POST' && headers.has('next-action');
}

function withCookies(response: Response, cookies: Headers): Response {
  for (const cookie of cookies.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

async function letIn(request: NextRequest, policy: string): Promise<Response> {
  const { headers, method, nextUrl } = request;
  const { pathname } = nextUrl;
  const page = await reportPageOf({ headers, method, pathname });
  if (page !== null && page !== pathname) return NextResponse.redirect(new URL(page + nextUrl.search, request.url));
  if (page === null) return passOn(request, { policy, missing: 'report' });
  if (await isUnknownBucketPage({ method, pathname, headers })) return passOn(request, { policy, missing: 'bucket' });
  const missing = (await isUnknownAccountPage({ method, pathname, headers })) ? 'account' : null;
  return passOn(request, { policy, missing });
}

/** What an address names that there is not, as the page for it words it (components/ui/nothing-here.tsx). */
type Missing = 'bucket' | 'account' | 'report';

/** Next reads the nonce for its own scripts out of the policy; our pages read `x-nonce`, and what is missing. */
function passOn(
  request: NextRequest,
  { policy, missing, instead }: { policy: string; missing: Missing | null; instead?: string },
): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('x-nonce', /'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
  headers.set('content-security-policy', policy);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  if (instead) {
    const status = { [PAGE_STATUS_HEADER]: '403' };
    return NextResponse.rewrite(new URL(instead, request.url), { request: { headers }, headers: status });
  }
  if (missing === null) return NextResponse.next({ request: { headers } });
  // An address without a page is what Next answers with 404 and our page for it. It passes here too, and keeps the header.
  headers.set('x-missing', missing);
  return NextResponse.rewrite(new URL('/nothing-at-this-address', request.url), { request: { headers } });
}
