import { z } from 'zod';
import { SignOnRefusal } from './problem.ts';
import { askProvider } from './provider-call.ts';

const schema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

export type OidcProvider = z.infer<typeof schema>;

/** What a provider says of itself changes rarely. */
const KEEP_MS = 3_600_000;
const known = new Map<string, { provider: OidcProvider; until: number }>();

/** OpenID Connect Discovery 1.0: the provider of an issuer, whose name has to be the one asked for (§4.3). */
export async function oidcProvider(issuer: string): Promise<OidcProvider> {
  const kept = known.get(issuer);
  if (kept && kept.until > Date.now()) return kept.provider;
  const base = withoutSlash(issuer);
  const found = schema.safeParse(await askProvider(`${base}/.well-known/openid-configuration`));
  if (!found.success) throw new SignOnRefusal('provider', 'its discovery document is not of the form asked for');
  const provider = found.data;
  if (withoutSlash(provider.issuer) !== base)
    throw new SignOnRefusal('provider', `it calls itself ${provider.issuer.slice(0, 200)}, not ${issuer}`);
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = provider;
  const places = [authorization_endpoint, token_endpoint, jwks_uri, ...(userinfo_endpoint ? [userinfo_endpoint] : [])];
  // An issuer with TLS is not asked anything without it.
  const allowed = issuer.startsWith('https:') ? ['https:'] : ['https:', 'http:'];
  if (!places.every((place) => allowed.includes(new URL(place).protocol)))
    throw new SignOnRefusal('provider', 'it names an address without TLS');
  known.set(issuer, { provider, until: Date.now() + KEEP_MS });
  return provider;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
