import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { env } from '#lib/env.ts';
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS } from './clients.ts';
import { recentOf } from './memory.ts';
import { sockets } from './sockets.ts';

/** Regions asked at once, and some: an organization has one Identity Center. */
const MOST_CLIENTS = 8;
/** A lost answer may have been a token, which is handed out once: the flow is polled again anyway. */
const ATTEMPTS = 1;
const PORTAL_ATTEMPTS = 3;

/** The endpoint given for the sign-in of IAM Identity Center. */
export function ssoOidcEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_SSO_OIDC ?? env().AWS_ENDPOINT_URL;
}

/** The endpoint given for its portal. */
export function ssoEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_SSO ?? env().AWS_ENDPOINT_URL;
}

/** The sign-in of IAM Identity Center. Its calls are not signed: no credentials of ours go there. */
export function ssoOidcClient(region: string): SSOOIDCClient {
  const endpoint = ssoOidcEndpoint();
  return recentOf(
    { kind: 'sso-oidc', name: `${region} ${endpoint}`, most: MOST_CLIENTS },
    () => new SSOOIDCClient(configOf({ region, endpoint, maxAttempts: ATTEMPTS })),
  );
}

/** Its portal. Each call brings the token of a person; the client holds none. */
export function ssoClient(region: string): SSOClient {
  const endpoint = ssoEndpoint();
  return recentOf(
    { kind: 'sso', name: `${region} ${endpoint}`, most: MOST_CLIENTS },
    () => new SSOClient(configOf({ region, endpoint, maxAttempts: PORTAL_ATTEMPTS })),
  );
}

function configOf({ endpoint, ...config }: { region: string; endpoint: string | undefined; maxAttempts: number }) {
  return {
    ...config,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: ANSWER_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...sockets(),
    },
    ...(endpoint && { endpoint }),
  };
}
