import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { refusalOf } from '#lib/api/front-door.ts';
import { problemResponse } from '#lib/api/problem.ts';
import { reportPageOf } from '#lib/api/report-page.ts';
import { contentSecurityPolicy, securityHeaders } from '#lib/api/security-headers.ts';
import { isUnknownAccountPage } from '#lib/api/unknown-account-page.ts';
import { isUnknownBucketPage } from '#lib/api/unknown-bucket-page.ts';
import { env } from '#lib/env.ts';

/** In front of every page, action and API call: who is let in, a fresh nonce, and the usual headers. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { headers, method, nextUrl } = request;
  const { pathname } = nextUrl;
  const refusal = refusalOf({ headers, method, pathname, port: env().PORT });
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const response = refusal ? problemResponse(refusal, request) : await letIn(request, policy);
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Build assets are the same for everybody and carry nothing of the store. */
export const config = { matcher: ['/((?!_next/static/).*)'] };

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
function passOn(request: NextRequest, { policy, missing }: { policy: string; missing: Missing | null }): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('x-nonce', /'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
  headers.set('content-security-policy', policy);
  headers.delete('x-missing');
  if (missing === null) return NextResponse.next({ request: { headers } });
  headers.set('x-missing', missing);
  // An address without a page is what Next answers with 404 and our page for it.
  return NextResponse.rewrite(new URL('/nothing-at-this-address', request.url), { request: { headers } });
}
