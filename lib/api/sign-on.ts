import { addressOf } from '#lib/auth/client-address.ts';
import { cookiePrefix, isOverTls } from '#lib/auth/cookie-prefix.ts';
import { giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { ownPath } from '#lib/auth/return-path.ts';
import { arrive, type Proved } from '#lib/auth/sign-on/arrive.ts';
import { ATTEMPT_SECONDS } from '#lib/auth/sign-on/attempt.ts';
import { beginOidc, proveByOidc, takeOidcAttempt } from '#lib/auth/sign-on/oidc.ts';
import { type SignOnCode, SignOnRefusal } from '#lib/auth/sign-on/problem.ts';
import { beginSaml, receiveSaml, samlMetadata, takeArrived, takeSamlAttempt } from '#lib/auth/sign-on/saml.ts';
import { MAX_SAML_BYTES } from '#lib/auth/sign-on/saml-text.ts';
import { oidcSettings, samlSettings, signOnBase } from '#lib/auth/sign-on/settings.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { takeFromLimit } from '#lib/store/rate-limit.ts';
import { readText } from './body.ts';
import { problemResponse } from './problem.ts';

type Kind = 'oidc' | 'saml';
type Step = {
  /** Of the answer, where cookies go. */
  answer: Headers;
  /** Says where to go after signing in, as soon as it is known. */
  goingTo: (to: string) => void;
};

/** `GET /api/auth/{oidc,saml}/login?to=`: sends the browser to the provider. */
export async function beginSignOn(request: Request, kind: Kind): Promise<Response> {
  if (!isSetUp(kind)) return notHere(request);
  const { searchParams } = new URL(request.url);
  const to = ownPath(searchParams.get('to'));
  const elsewhere = otherName(request);
  if (elsewhere) return redirect(`${signOnBase()}/api/auth/${kind}/login?${new URLSearchParams({ to })}`);
  return step(request, kind, async ({ answer, goingTo }) => {
    goingTo(to);
    await takeAll([limits.signOnFrom(addressOf(request.headers))]);
    const { url, browser } = await (kind === 'oidc' ? beginOidc : beginSaml)({ to });
    answer.append('set-cookie', cookie(browser, ATTEMPT_SECONDS));
    return url;
  });
}

/** `GET /api/auth/oidc/callback`: where the OpenID Connect provider sends the browser back to. */
export async function finishOidc(request: Request): Promise<Response> {
  if (!isSetUp('oidc')) return notHere(request);
  const { searchParams } = new URL(request.url);
  return step(request, 'oidc', async ({ answer, goingTo }) => {
    const attempt = await takeOidcAttempt(searchParams, browserOf(request));
    goingTo(attempt.to);
    await come({ request, answer, proved: await proveByOidc(searchParams, attempt) });
    return attempt.to;
  });
}

/**
 * `POST /api/auth/saml/acs`: the form that the SAML provider has the browser post. What answers no request of ours (the
 * provider's own portal starts so) signs nobody in: the browser is sent to begin here.
 */
export async function receiveSignOn(request: Request): Promise<Response> {
  if (!isSetUp('saml')) return notHere(request);
  return step(request, 'saml', async ({ goingTo }) => {
    const form = new URLSearchParams(await readText(request, MAX_SAML_BYTES));
    const post = { response: form.get('SAMLResponse') ?? '', relayState: form.get('RelayState') };
    const attempt = await takeSamlAttempt(post);
    if (attempt === null) return '/api/auth/saml/login';
    goingTo(attempt.to);
    return `/api/auth/saml/finish?${new URLSearchParams({ ticket: await receiveSaml(post, attempt) })}`;
  });
}

/** `GET /api/auth/saml/finish?ticket=`: the same browser, now with its cookie. */
export async function finishSaml(request: Request): Promise<Response> {
  if (!isSetUp('saml')) return notHere(request);
  const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
  return step(request, 'saml', async ({ answer, goingTo }) => {
    const { proved, to } = await takeArrived(ticket, browserOf(request));
    goingTo(to);
    await come({ request, answer, proved });
    return to;
  });
}

/** `GET /api/auth/saml/metadata`: what one gives the SAML provider. */
export async function describeSaml(request: Request): Promise<Response> {
  if (!isSetUp('saml')) return notHere(request);
  return new Response(samlMetadata(), {
    headers: {
      'content-type': 'application/samlmetadata+xml; charset=utf-8',
      'content-disposition': 'inline; filename="straybytes-saml-metadata.xml"',
    },
  });
}

async function come({ request, answer, proved }: { request: Request; answer: Headers; proved: Proved }): Promise<void> {
  const address = addressOf(request.headers);
  const whenIn = () => giveBackAll([limits.signOnFrom(address)]);
  await arrive({ proved, whenIn, headers: request.headers, address, answer });
  answer.append('set-cookie', cookie('', 0));
}

/** One request of a sign-in: goes on to where the work says, or back to the sign-in page, which says why. */
async function step(request: Request, kind: Kind, work: (step: Step) => Promise<string>): Promise<Response> {
  const answer = new Headers();
  let to = '/';
  const goingTo = (path: string) => {
    to = ownPath(path);
  };
  try {
    return redirect(await work({ answer, goingTo }), answer);
  } catch (error) {
    const problem = await codeOf(error, { request, kind });
    return redirect(`/sign-in?${new URLSearchParams({ problem, ...(to !== '/' && { to }) })}`);
  }
}

/** @throws what nobody expected */
async function codeOf(error: unknown, { request, kind }: { request: Request; kind: Kind }): Promise<SignOnCode> {
  if (isStoreAway(error)) return 'away';
  if (error instanceof AppError && error.details.reason === 'tooOften') return 'tooOften';
  if (error instanceof AppError && error.details.reason === 'tooLarge') return 'answer';
  if (error instanceof AppError && error.code === 'unauthenticated') return 'disabled';
  if (!(error instanceof SignOnRefusal)) throw error;
  const address = addressOf(request.headers);
  // Activity forgets nothing: nobody fills it with answers that they make up.
  if (error.why !== null && (await takeFromLimit(limits.signOnFrom(address))).allowed) {
    const detail = { reason: error.why, method: kind };
    await recordPeople({ actor: 'unknown', action: 'session.refuse', address, detail });
  }
  return error.code;
}

function redirect(to: string, headers = new Headers()): Response {
  headers.set('location', to);
  headers.set('cache-control', 'no-store');
  return new Response(null, { status: 303, headers });
}

/** The provider sends people back to one name of this machine: a cookie that was set under another would not be there. */
function otherName(request: Request): boolean {
  const host = request.headers.get('host');
  return env().TRUSTED_ORIGIN === undefined && host !== null && host !== new URL(signOnBase()).host;
}

function cookieName(): string {
  return `${cookiePrefix()}.sign_on`;
}

function cookie(value: string, seconds: number): string {
  const secure = isOverTls() ? '; Secure' : '';
  return `${cookieName()}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

function browserOf(request: Request): string | null {
  const start = `${cookieName()}=`;
  const found = request.headers
    .get('cookie')
    ?.split(/; */)
    .find((one) => one.startsWith(start));
  return found?.slice(start.length) || null;
}

function isSetUp(kind: Kind): boolean {
  return (kind === 'oidc' ? oidcSettings() : samlSettings()) !== null;
}

function notHere(request: Request): Response {
  const { pathname } = new URL(request.url);
  return problemResponse(new AppError('notFound', `There is no call ${request.method} ${pathname}.`), request);
}
