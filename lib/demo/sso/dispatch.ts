import { takeError } from '../faults.ts';
import type { Answer } from '../s3/request.ts';
import { ServiceFailure } from '../service-failure.ts';
import { json, oauthDocument, oauthFailure, portalDocument, portalFailure } from './failure.ts';
import { createToken, registerClient, startDeviceAuthorization } from './oidc.ts';
import { getRoleCredentials, listAccountRoles, listAccounts, logout } from './portal.ts';
import type { SsoCall } from './sso-call.ts';

export type SsoRoute = {
  operation: string;
  service: 'oidc' | 'portal';
  answer: (call: SsoCall) => object;
};

const routes: Record<string, SsoRoute> = {
  'POST /client/register': { operation: 'RegisterClient', service: 'oidc', answer: registerClient },
  'POST /device_authorization': {
    operation: 'StartDeviceAuthorization',
    service: 'oidc',
    answer: startDeviceAuthorization,
  },
  'POST /token': { operation: 'CreateToken', service: 'oidc', answer: createToken },
  'GET /assignment/accounts': { operation: 'sso:ListAccounts', service: 'portal', answer: listAccounts },
  'GET /assignment/roles': { operation: 'sso:ListAccountRoles', service: 'portal', answer: listAccountRoles },
  'GET /federation/credentials': { operation: 'sso:GetRoleCredentials', service: 'portal', answer: getRoleCredentials },
  'POST /logout': { operation: 'sso:Logout', service: 'portal', answer: logout },
};

/** What a request asks of IAM Identity Center; undefined for what is not its own. */
export function ssoRouteOf({ method, path }: { method: string; path: string }): SsoRoute | undefined {
  return routes[`${method} ${path}`];
}

/** Answers one call, after what goes wrong on purpose. */
export function answerSso(route: SsoRoute, call: SsoCall): Answer {
  try {
    strike(route, call.faults);
    return { status: 200, headers: json, body: JSON.stringify(route.answer(call)) };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return route.service === 'oidc' ? oauthDocument(error) : portalDocument(error);
  }
}

function strike({ operation, service }: SsoRoute, faults: SsoCall['faults']): void {
  const { outage, throttleRate = 0 } = faults.sso;
  if (outage) throw oauthFailure('server_error');
  if (service === 'portal' && throttleRate > 0 && faults.random.next() < throttleRate)
    throw portalFailure('TooManyRequestsException');
  const planned = takeError(faults, { operation, bucket: null });
  if (!planned) return;
  const { status, code, message = `Planned for this test: ${code}` } = planned;
  throw new ServiceFailure({ status, code, message });
}
