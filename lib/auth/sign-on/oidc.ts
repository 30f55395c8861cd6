import { authorizationCodeRequest, createAuthorizationURL, validateToken } from 'better-auth/oauth2';
import { z } from 'zod';
import { addAttempt, takeAttempt } from '#lib/store/sign-on-attempts.ts';
import type { Proved } from './arrive.ts';
import { ATTEMPT_SECONDS, browserHash, isSameBrowser, randomText } from './attempt.ts';
import { groupsOf } from './group-role.ts';
import { type OidcProvider, oidcProvider } from './oidc-provider.ts';
import { SignOnRefusal } from './problem.ts';
import { askProvider } from './provider-call.ts';
import { type OidcSettings, oidcSettings } from './settings.ts';

const attempt = z.object({ nonce: z.string(), verifier: z.string(), browser: z.string(), to: z.string() });
export type OidcAttempt = z.infer<typeof attempt>;

/** Of them an ID token is signed with one: none shares a secret with us. */
const signatures = ['RS', 'PS', 'ES'].flatMap((kind) => [256, 384, 512].map((bits) => `${kind}${bits}`));
const CLOCK_SECONDS = 30;

const claimsOf = z.looseObject({
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  nonce: z.string(),
});
type Claims = Record<string, unknown>;

/**
 * Where to send the browser, and the secret for its cookie: code flow with PKCE, state and nonce.
 * @throws SignOnRefusal `provider`
 */
export async function beginOidc({ to }: { to: string }): Promise<{ url: string; browser: string }> {
  const settings = settingsOf();
  const { authorization_endpoint } = await oidcProvider(settings.issuer);
  const [state, nonce, verifier, browser] = [randomText(), randomText(), randomText(), randomText()];
  const value: OidcAttempt = { nonce, verifier, browser: browserHash(browser), to };
  await addAttempt({ kind: 'oidc', id: state, value, seconds: ATTEMPT_SECONDS });
  const url = await createAuthorizationURL({
    id: 'oidc',
    options: { clientId: settings.clientId },
    authorizationEndpoint: authorization_endpoint,
    redirectURI: settings.redirectUri,
    scopes: settings.scopes,
    state,
    nonce,
    codeVerifier: verifier,
  });
  return { url: url.href, browser };
}

/** What the browser was sent with: once, and only in the same browser. @throws SignOnRefusal `again` */
export async function takeOidcAttempt(query: URLSearchParams, browser: string | null): Promise<OidcAttempt> {
  const state = query.get('state') ?? '';
  const taken = attempt.safeParse(state.length > 100 ? null : await takeAttempt({ kind: 'oidc', id: state }));
  if (!taken.success || !isSameBrowser(browser, taken.data.browser)) throw new SignOnRefusal('again');
  return taken.data;
}

/** Exchanges the code for what the provider proves. @throws SignOnRefusal `refused`, `provider`, `answer` */
export async function proveByOidc(query: URLSearchParams, { nonce, verifier }: OidcAttempt): Promise<Proved> {
  const settings = settingsOf();
  const provider = await oidcProvider(settings.issuer);
  // RFC 9207: an answer of another provider must not be taken for this one's.
  const iss = query.get('iss');
  if (iss === null ? provider.authorization_response_iss_parameter_supported : iss !== provider.issuer)
    throw new SignOnRefusal('answer', 'it is from another issuer');
  const error = query.get('error');
  if (error !== null) throw new SignOnRefusal(error === 'access_denied' ? 'refused' : 'provider', error.slice(0, 60));
  const code = query.get('code');
  if (!code) throw new SignOnRefusal('answer', 'it has no code');
  const tokens = await exchanged({ code, verifier, settings, provider });
  const claims = await verified({ token: tokens.id_token, nonce, settings, provider });
  return provedBy({ claims: await completed({ claims, tokens, settings, provider }), settings, provider });
}

const tokensOf = z.looseObject({ id_token: z.string(), access_token: z.string().optional() });
type Context = { settings: OidcSettings; provider: OidcProvider };

async function exchanged({
  code,
  verifier,
  settings,
  provider,
}: Context & { code: string; verifier: string }): Promise<z.infer<typeof tokensOf>> {
  const methods = provider.token_endpoint_auth_methods_supported;
  const { body, headers } = await authorizationCodeRequest({
    code,
    codeVerifier: verifier,
    redirectURI: settings.redirectUri,
    options: { clientId: settings.clientId, clientSecret: settings.clientSecret },
    tokenEndpoint: provider.token_endpoint,
    authentication: methods.includes('client_secret_basic') ? 'basic' : 'post',
  });
  const tokens = tokensOf.safeParse(await askProvider(provider.token_endpoint, { method: 'POST', body, headers }));
  if (!tokens.success) throw new SignOnRefusal('answer', 'there is no ID token');
  return tokens.data;
}

/** OpenID Connect Core 1.0 §3.1.3.7: signature, issuer, audience, times, nonce. */
async function verified({
  token,
  nonce,
  settings: { clientId },
  provider,
}: Context & { token: string; nonce: string }): Promise<Claims> {
  const algorithms = provider.id_token_signing_alg_values_supported.filter((one) => signatures.includes(one));
  const payload = await validateToken(token, provider.jwks_uri, {
    audience: clientId,
    issuer: provider.issuer,
    algorithms,
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'],
    clockTolerance: CLOCK_SECONDS,
  }).then(
    (result) => result.payload,
    (cause: unknown) => {
      throw new SignOnRefusal('answer', cause instanceof Error ? cause.message.slice(0, 200) : null, cause);
    },
  );
  const claims = claimsOf.safeParse(payload);
  if (!claims.success || claims.data.nonce !== nonce) throw new SignOnRefusal('answer', 'its nonce is not ours');
  const { aud, azp } = claims.data;
  const others = Array.isArray(aud) && aud.length > 1;
  if ((azp !== undefined || others) && azp !== clientId) throw new SignOnRefusal('answer', 'it is for somebody else');
  return payload;
}

/** Many providers tell address and groups only when they are asked for them; of the ID token's claims none is replaced. */
async function completed({
  claims,
  tokens,
  settings,
  provider,
}: Context & { claims: Claims; tokens: z.infer<typeof tokensOf> }): Promise<Claims> {
  const lacking = [claims.email, claimAt(claims, settings.groupsClaim)].includes(undefined);
  if (!lacking || !provider.userinfo_endpoint || !tokens.access_token) return claims;
  const headers = { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json' };
  const more = z.looseObject({ sub: z.string() }).safeParse(await askProvider(provider.userinfo_endpoint, { headers }));
  if (!more.success || more.data.sub !== claims.sub)
    throw new SignOnRefusal('answer', 'its user info is of somebody else');
  return { ...more.data, ...claims };
}

function provedBy({
  claims,
  settings: { groupsClaim },
  provider,
}: Context & {
  claims: Claims;
}): Proved {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
  return {
    provider: 'oidc',
    subject: `${provider.issuer} ${text('sub')}`,
    email: text('email'),
    emailVerified: claims.email_verified === true || claims.email_verified === 'true',
    name: text('name') ?? text('preferred_username'),
    groups: groupsOf(claimAt(claims, groupsClaim)),
  };
}

/** A claim by its name, else by a path: `realm_access.roles`. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Claims)[part] : undefined,
      claims,
    );
}

function settingsOf(): OidcSettings {
  const settings = oidcSettings();
  if (!settings) throw new Error('There is no OpenID Connect provider.');
  return settings;
}
