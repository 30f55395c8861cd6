import { SAML_ACS_PATH } from '#lib/auth/sign-on/saml-acs-path.ts';
import { MAX_SAML_BYTES } from '#lib/auth/sign-on/saml-text.ts';
import { AppError } from '#lib/errors.ts';
import { MAX_BODY_BYTES, tooLarge } from './body.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Why a request is not let in: it was not meant for this server (DNS rebinding), it writes from a page of another site,
 * it calls what is no action, or does not say what it calls, or its body is too large for any call of the API. Null lets it in.
 */
export function refusalOf({
  headers,
  method,
  pathname,
  port,
  trustedOrigin = null,
  anyHost = false,
}: {
  headers: Headers;
  method: string;
  pathname: string;
  port: number;
  /** The public address, where a proxy is in front. */
  trustedOrigin?: string | null;
  /** On a server that listens beyond loopback and has no name: everybody has to sign in, so a foreign name gains nothing. */
  anyHost?: boolean;
}): AppError | null {
  const host = headers.get('host')?.toLowerCase() ?? null;
  const names = loopbackNames.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  const ours = trustedOrigin === null ? names : [...names, new URL(trustedOrigin).host];
  if (host === null || host === '' || !(anyHost || ours.includes(host))) {
    const message = `This server answers only to ${ours.join(', ')}, not to ${shown(host)}.`;
    return new AppError('forbidden', message, { reason: 'host' });
  }
  // What a SAML provider has the browser post comes from its page; only what is signed there, and asked for here, counts.
  const fromProvider = method === 'POST' && pathname === SAML_ACS_PATH;
  if (!reading.has(method) && !fromProvider && isCrossSite(headers, { host, trustedOrigin })) {
    const message = `A page of ${shown(headers.get('origin'))} may not change anything here.`;
    return new AppError('forbidden', message, { reason: 'crossSite' });
  }
  // A form that names its action in the body could name a cached read: pages are written to by their scripts only.
  const action = headers.get('next-action');
  const isCall = action !== null || !(reading.has(method) || pathname.startsWith('/api/'));
  // Next answers one in the form of a form with an error of its own.
  const isForm = headers.get('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
  if (isCall && (isForm || !isAction(action ?? ''))) return new AppError('notFound', 'There is no such action.');
  const most = fromProvider ? MAX_SAML_BYTES : MAX_BODY_BYTES;
  return pathname.startsWith('/api/') && Number(headers.get('content-length') ?? 0) > most ? tooLarge(most) : null;
}

/**
 * Browsers send `Origin` with every write, and most send `Sec-Fetch-Site`; programs send neither. Another port of this
 * machine is `same-site`, and another page all the same.
 */
function isCrossSite(
  headers: Headers,
  { host, trustedOrigin }: { host: string; trustedOrigin: string | null },
): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers.get('origin');
  if (origin === null) return false;
  // Behind a proxy the Host may be its own; under the public name nothing but the public address is ours.
  if (trustedOrigin !== null && origin === trustedOrigin) return false;
  if (trustedOrigin !== null && new URL(trustedOrigin).host === host) return true;
  return !URL.canParse(origin) || new URL(origin).host !== host.replace(/:80$/, '');
}

/**
 * Next keeps its `'use cache'` functions beside the actions, and runs one for whoever names it. They are the reads behind
 * the gates of lib/data, and have none of their own. The first bit of an id tells the two apart.
 */
function isAction(id: string): boolean {
  return /^[0-7][0-9a-f]+$/.test(id);
}

function shown(text: string | null): string {
  return text === null ? 'an unknown place' : JSON.stringify(text.slice(0, 100));
}

/** What whoever is nobody reaches: where one signs in or joins, links to reports, and whether the server is well. */
const open = [
  /^\/sign-in$/,
  /^\/join\/[^/]+$/,
  /^\/shared\/[^/]+/,
  /^\/api\/(health|ready)$/,
  /^\/api\/auth\//,
  /^\/icon\.svg$/,
];

/** Whether a path is for anybody. Build assets do not come by. */
export function isForAnybody(pathname: string): boolean {
  return open.some((pattern) => pattern.test(pathname));
}
