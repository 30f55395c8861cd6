import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody as the provider knows them. */
export type Claims = { sub: string; email?: string; email_verified?: boolean; name?: string; groups?: string[] };

export type TestOidcProvider = Awaited<ReturnType<typeof testOidcProvider>>;

/**
 * A real OpenID Connect provider (oidc-provider) on loopback, which asks nobody anything: `user` is signed in there.
 * `tamper` alters what it answers on the way.
 */
export async function testOidcProvider({
  redirectUri,
  inIdToken = false,
}: {
  redirectUri: string;
  /** Where it tells claims: in the ID token, or only by user info, as the standard has it. */
  inIdToken?: boolean;
}) {
  const state = {
    user: { sub: 'nobody' } as Claims,
    refuses: false,
    tamper: null as null | ((path: string, body: Record<string, unknown>) => Record<string, unknown>),
    asked: [] as string[],
  };
  const server = createServer();
  const issuer = await listening(server);
  const provider = newProvider({ issuer, redirectUri, inIdToken, state });
  const callback = provider.callback();
  server.on('request', (request, response) => {
    state.asked.push(new URL(request.url ?? '/', issuer).pathname);
    if (/^\/interaction\//.test(request.url ?? '')) return interact({ provider, request, response, state });
    if (state.tamper) tampered(request, response, state.tamper);
    return callback(request, response);
  });
  return {
    issuer,
    state,
    /** Brings the browser's request and comes back with the address that the provider sends it to. */
    authorize: (url: string) => follow(url, redirectUri),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = Awaited<ReturnType<typeof testOidcProvider>>['state'];

function newProvider({
  issuer,
  redirectUri,
  inIdToken,
  state,
}: {
  issuer: string;
  redirectUri: string;
  inIdToken: boolean;
  state: Pick<State, 'user'>;
}): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const configuration = {
    clients: [{ client_id: 'straybytes', client_secret: 'a secret: with/signs&=', redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['of a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: !inIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: async () => {
      const { user } = state;
      return { accountId: user.sub, claims: async () => ({ ...user }) };
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  };
  return new Provider(issuer, configuration);
}

/** Signs in and agrees as a person would. */
async function interact({
  provider,
  request,
  response,
  state,
}: {
  provider: Provider;
  request: IncomingMessage;
  response: ServerResponse;
  state: State;
}): Promise<void> {
  const { prompt, params, grantId, session } = await provider.interactionDetails(request, response);
  if (state.refuses) {
    const result = { error: 'access_denied', error_description: 'Not <b>you</b>' };
    return provider.interactionFinished(request, response, result);
  }
  if (prompt.name === 'login') {
    const result = { login: { accountId: state.user.sub, remember: false } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant =
    known ??
    new provider.Grant({ accountId: session?.accountId ?? state.user.sub, clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

/** Through the provider's own pages, with its cookies, until it sends the browser to us. */
async function follow(start: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let hop = 0; hop < 12; hop++) {
    if (url.startsWith(redirectUri)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
  throw new Error('The provider sends the browser around.');
}

/** Alters the JSON of an answer before it leaves. */
function tampered(request: IncomingMessage, response: ServerResponse, tamper: NonNullable<State['tamper']>): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const end = response.end.bind(response);
  response.end = ((body: unknown) => {
    const text = Buffer.isBuffer(body) ? body.toString() : body;
    const isJson = typeof text === 'string' && text.startsWith('{');
    const sent = isJson ? JSON.stringify(tamper(pathname, JSON.parse(text) as Record<string, unknown>)) : body;
    if (isJson) response.setHeader('content-length', Buffer.byteLength(String(sent)));
    return end(sent as string);
  }) as typeof response.end;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
