import type { Answer } from '../s3/request.ts';
import { ServiceFailure } from '../service-failure.ts';

export const json = { 'Content-Type': 'application/json' };

/** The errors of the flow by their names in RFC 6749 and RFC 8628, as SSO-OIDC calls their exceptions. */
const oauth = {
  access_denied: ['AccessDeniedException', 400, 'Access denied'],
  authorization_pending: ['AuthorizationPendingException', 400, 'Authorization pending'],
  expired_token: ['ExpiredTokenException', 400, 'Device code has expired'],
  invalid_client: ['InvalidClientException', 401, 'Invalid client provided'],
  invalid_client_metadata: ['InvalidClientMetadataException', 400, 'Invalid client metadata provided'],
  invalid_grant: ['InvalidGrantException', 400, 'Invalid grant provided'],
  invalid_request: ['InvalidRequestException', 400, 'Invalid request'],
  invalid_scope: ['InvalidScopeException', 400, 'Invalid scope provided'],
  server_error: ['InternalServerException', 500, 'Internal server error'],
  slow_down: ['SlowDownException', 400, 'Polling too frequently'],
  unsupported_grant_type: ['UnsupportedGrantTypeException', 400, 'Unsupported grant type provided'],
} as const satisfies Record<string, readonly [code: string, status: number, message: string]>;

export type OauthError = keyof typeof oauth;

export function oauthFailure(error: OauthError, description?: string): ServiceFailure {
  const [code, status, message] = oauth[error];
  return new ServiceFailure({ status, code, message: description ?? message, extra: { error } });
}

/** What the portal says; a call of who has no assignment is refused with a code that its model does not name. */
const portal = {
  ForbiddenException: [403, 'No access'],
  InvalidRequestException: [400, 'Invalid request'],
  ResourceNotFoundException: [404, 'The specified resource does not exist.'],
  TooManyRequestsException: [429, 'HTTP 429 Unknown Code'],
  UnauthorizedException: [401, 'Session token not found or invalid'],
} as const;

export function portalFailure(code: keyof typeof portal, description?: string): ServiceFailure {
  const [status, message] = portal[code];
  return new ServiceFailure({ status, code, message: description ?? message });
}

export function oauthDocument({ status, code, message, extra }: ServiceFailure): Answer {
  const error = extra.error ?? Object.entries(oauth).find(([, [name]]) => name === code)?.[0] ?? code;
  return {
    status,
    headers: { ...json, 'x-amzn-ErrorType': code },
    body: JSON.stringify({ error, error_description: message }),
  };
}

export function portalDocument({ status, code, message }: ServiceFailure): Answer {
  return { status, headers: { ...json, 'x-amzn-ErrorType': code }, body: JSON.stringify({ message, __type: code }) };
}
