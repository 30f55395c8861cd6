import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc';
import { AppError } from '#lib/errors.ts';
import { askSsoOidc } from './ask-sso.ts';
import { awsCode } from './errors.ts';
import type { ClientRegistration } from './register-client.ts';
import { type TokenRefusal, tokenRefusal } from './sso-errors.ts';

/** `token` holds a secret. */
export type TokenOutcome =
  | { outcome: TokenRefusal }
  | { outcome: 'token'; accessToken: string; expiresInSeconds: number };

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Asks once whether the person has answered.
 * @throws AppError `denied` with reason `connection` where AWS does not know the code any more; and when it cannot be asked
 */
export async function createToken({
  region,
  registration,
  deviceCode,
}: {
  region: string;
  registration: ClientRegistration;
  deviceCode: string;
}): Promise<TokenOutcome> {
  const command = new CreateTokenCommand({ ...registration, deviceCode, grantType: DEVICE_GRANT });
  try {
    const { accessToken, expiresIn = 0 } = await askSsoOidc({
      region,
      operation: 'CreateToken',
      send: (client, prepare) => client.send(prepare(command)),
    });
    if (accessToken && expiresIn > 0) return { outcome: 'token', accessToken, expiresInSeconds: expiresIn };
  } catch (error) {
    const refusal = tokenRefusal(awsCode(error));
    if (!refusal) throw error;
    return { outcome: refusal };
  }
  throw new AppError('failed', 'IAM Identity Center let the sign-in pass, but gave no token.');
}
