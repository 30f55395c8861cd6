import { SSOClient } from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** The unmodified SDK against a simulated AWS; a failure is not tried again. */
export function ssoOidc(url: string): SSOOIDCClient {
  return new SSOOIDCClient({ endpoint: url, region: 'us-east-1', maxAttempts: 1 });
}

export function ssoPortal(url: string): SSOClient {
  return new SSOClient({ endpoint: url, region: 'us-east-1', maxAttempts: 1 });
}

/** Registers a client and asks for a device; what CreateToken then needs. */
export async function askedDevice(url: string, of: { startUrl: string; scopes?: string[] }) {
  const oidc = ssoOidc(url);
  const { startUrl, scopes } = of;
  const client = await oidc.send(
    new RegisterClientCommand({ clientName: 'test', clientType: 'public', ...(scopes && { scopes }) }),
  );
  const { clientId, clientSecret } = client;
  const device = await oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
  const { userCode = '', deviceCode, verificationUriComplete = '' } = device;
  const grant = { clientId, clientSecret, deviceCode, grantType: deviceGrant };
  const token = () => oidc.send(new CreateTokenCommand(grant));
  return { client, device, grant, userCode, verificationUriComplete, token };
}

/** What the control endpoint answers. */
export async function ssoControl(url: string, call: string, body: object) {
  const response = await fetch(`${url}/_simulated/sso/${call}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
