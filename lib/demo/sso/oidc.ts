import { z } from 'zod';
import {
  DEVICE_SECONDS,
  type Device,
  INTERVAL_SECONDS,
  newSecret,
  newUserCode,
  REGISTRATION_SECONDS,
  RENEWABLE_TOKEN_SECONDS,
  type RegisteredClient,
  SLOW_DOWN_SECONDS,
  TOKEN_SECONDS,
} from './device-flow.ts';
import { oauthFailure } from './failure.ts';
import type { SsoCall } from './sso-call.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const REFRESH_GRANT = 'refresh_token';
const ACCOUNT_ACCESS = 'sso:account:access';

const registration = z.object({
  clientName: z.string().min(1),
  clientType: z.string(),
  scopes: z.array(z.string()).optional(),
  grantTypes: z.array(z.string()).optional(),
});
const credentials = { clientId: z.string().min(1), clientSecret: z.string().min(1) };
const start = z.object({ ...credentials, startUrl: z.string().min(1) });
const grant = z.object({
  ...credentials,
  grantType: z.string().min(1),
  deviceCode: z.string().optional(),
  refreshToken: z.string().optional(),
});

/** RegisterClient. */
export function registerClient({ world, faults, incoming }: SsoCall): object {
  const { clientType, scopes = [], grantTypes = [] } = read(registration, incoming.body);
  if (clientType !== 'public') throw oauthFailure('invalid_client_metadata');
  if (grantTypes.some((each) => ![DEVICE_GRANT, REFRESH_GRANT, 'authorization_code'].includes(each)))
    throw oauthFailure('unsupported_grant_type');
  if (scopes.some((scope) => scope !== ACCOUNT_ACCESS)) throw oauthFailure('invalid_scope');
  const seconds = faults.sso.registrationSeconds ?? REGISTRATION_SECONDS;
  const [clientId, clientSecret] = [newSecret('client-'), newSecret('client-secret-')];
  world.sso.flow.clients.set(clientId, { secret: clientSecret, scopes, until: Date.now() + seconds * 1000 });
  const issued = Math.floor(Date.now() / 1000);
  return { clientId, clientSecret, clientIdIssuedAt: issued, clientSecretExpiresAt: issued + Math.ceil(seconds) };
}

/** StartDeviceAuthorization. AWS gives no reason where it does not know the start URL. */
export function startDeviceAuthorization(call: SsoCall): object {
  const { world, faults, incoming } = call;
  const input = read(start, incoming.body);
  clientOf(call, input);
  if (!world.sso.directory.startUrl || plain(input.startUrl) !== plain(world.sso.directory.startUrl))
    throw oauthFailure('invalid_request', '');
  const { deviceSeconds = DEVICE_SECONDS, intervalSeconds = INTERVAL_SECONDS } = faults.sso;
  const [deviceCode, userCode] = [newSecret('device-'), newUserCode()];
  world.sso.flow.devices.set(deviceCode, {
    userCode,
    clientId: input.clientId,
    until: Date.now() + deviceSeconds * 1000,
    intervalMs: intervalSeconds * 1000,
    polledAt: null,
    state: 'asked',
    person: null,
  });
  const verificationUri = `http://${incoming.headers.host ?? 'localhost'}/_simulated/sso/device`;
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: deviceSeconds,
    interval: intervalSeconds,
  };
}

/** CreateToken, by a device code or a refresh token. */
export function createToken(call: SsoCall): object {
  const input = read(grant, call.incoming.body);
  const client = clientOf(call, input);
  if (input.grantType === DEVICE_GRANT) return tokenOfDevice(call, { ...input, client });
  if (input.grantType !== REFRESH_GRANT) throw oauthFailure('unsupported_grant_type');
  const { refreshTokens } = call.world.sso.flow;
  const held = refreshTokens.get(input.refreshToken ?? '');
  if (!held || held.clientId !== input.clientId) throw oauthFailure('invalid_grant');
  refreshTokens.delete(input.refreshToken ?? '');
  return tokens(call, { person: held.person, clientId: input.clientId, client });
}

type OfDevice = { clientId: string; client: RegisteredClient; deviceCode?: string | undefined };

function tokenOfDevice(call: SsoCall, { clientId, client, deviceCode }: OfDevice): object {
  if (!deviceCode) throw oauthFailure('invalid_request', 'Missing required parameter: deviceCode');
  const device = call.world.sso.flow.devices.get(deviceCode);
  if (!device || device.clientId !== clientId || device.state === 'used') throw oauthFailure('invalid_grant');
  if (device.until <= Date.now()) throw oauthFailure('expired_token');
  if (device.state === 'denied') throw oauthFailure('access_denied');
  holdBack(device);
  if (device.state === 'asked' || device.person === null) throw oauthFailure('authorization_pending');
  device.state = 'used';
  return tokens(call, { person: device.person, clientId, client });
}

/** Who asks too soon has to wait longer each time: RFC 8628, section 3.5. */
function holdBack(device: Device): void {
  const last = device.polledAt;
  device.polledAt = Date.now();
  if (last === null || device.polledAt - last >= device.intervalMs) return;
  device.intervalMs += SLOW_DOWN_SECONDS * 1000;
  throw oauthFailure('slow_down');
}

function tokens(call: SsoCall, of: { person: string; clientId: string; client: RegisteredClient }): object {
  const { person, clientId, client } = of;
  const { flow } = call.world.sso;
  const renewable = client.scopes.includes(ACCOUNT_ACCESS);
  const seconds = call.faults.sso.tokenSeconds ?? (renewable ? RENEWABLE_TOKEN_SECONDS : TOKEN_SECONDS);
  const accessToken = newSecret('access-');
  flow.tokens.set(accessToken, { person, clientId, until: Date.now() + seconds * 1000 });
  const answer = { accessToken, tokenType: 'Bearer', expiresIn: seconds };
  if (!renewable) return answer;
  const refreshToken = newSecret('refresh-');
  flow.refreshTokens.set(refreshToken, { person, clientId, until: Number.POSITIVE_INFINITY });
  return { ...answer, refreshToken };
}

function clientOf({ world }: SsoCall, given: { clientId: string; clientSecret: string }): RegisteredClient {
  const client = world.sso.flow.clients.get(given.clientId);
  if (!client || client.secret !== given.clientSecret || client.until <= Date.now())
    throw oauthFailure('invalid_client');
  return client;
}

function read<T extends z.ZodType>(schema: T, body: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(body || '{}'));
  } catch {
    throw oauthFailure('invalid_request');
  }
}

/** The portal is also reached with a slash or a fragment behind. */
function plain(startUrl: string): string {
  return startUrl.replace(/\/?(#.*)?$/, '').toLowerCase();
}
