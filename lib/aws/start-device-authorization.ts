import { StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc';
import { AppError } from '#lib/errors.ts';
import { askSsoOidc } from './ask-sso.ts';
import type { ClientRegistration } from './register-client.ts';

export type DeviceAuthorization = {
  /** A secret: whoever has it gets the token. */
  deviceCode: string;
  /** What the person compares with what AWS shows. */
  userCode: string;
  verificationUri: string;
  /** The same with the code in it. */
  verificationUriComplete: string;
  expiresInSeconds: number;
  /** Between two questions whether the person has answered. */
  intervalSeconds: number;
};

/** Of RFC 8628, where AWS names none. */
const INTERVAL_SECONDS = 5;
const EXPIRES_SECONDS = 600;

/**
 * Begins the device flow: the person answers on a page of AWS.
 * @throws AppError `invalid` with reason `startUrl` where AWS does not know the portal in this region
 */
export async function startDeviceAuthorization({
  region,
  startUrl,
  registration,
}: {
  region: string;
  startUrl: string;
  registration: ClientRegistration;
}): Promise<DeviceAuthorization> {
  const command = new StartDeviceAuthorizationCommand({ ...registration, startUrl });
  const answer = await askSsoOidc({
    region,
    operation: 'StartDeviceAuthorization',
    send: (client, prepare) => client.send(prepare(command)),
  });
  const { deviceCode, userCode, verificationUri, verificationUriComplete } = answer;
  // A browser is sent there.
  if (!deviceCode || !userCode || !isWeb(verificationUri) || !isWeb(verificationUriComplete))
    throw new AppError('failed', 'IAM Identity Center began the sign-in, but did not say where it goes on.');
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete,
    expiresInSeconds: answer.expiresIn ?? EXPIRES_SECONDS,
    intervalSeconds: Math.max(1, answer.interval ?? INTERVAL_SECONDS),
  };
}

function isWeb(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
