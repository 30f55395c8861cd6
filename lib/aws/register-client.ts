import { RegisterClientCommand } from '@aws-sdk/client-sso-oidc';
import { AppError } from '#lib/errors.ts';
import { askSsoOidc } from './ask-sso.ts';

/** What a client of the sign-in is known by; a secret. */
export type ClientRegistration = { clientId: string; clientSecret: string };

/**
 * Makes ourselves known to the sign-in of an Identity Center; AWS takes it for 90 days. No scope is asked for: with one AWS
 * would hand out what renews the token, and who signs in here is not to stay signed in there.
 * @throws AppError
 */
export async function registerClient(region: string): Promise<ClientRegistration> {
  const command = new RegisterClientCommand({ clientName: 'Straybytes', clientType: 'public' });
  const { clientId, clientSecret } = await askSsoOidc({
    region,
    operation: 'RegisterClient',
    send: (client, prepare) => client.send(prepare(command)),
  });
  if (clientId && clientSecret) return { clientId, clientSecret };
  throw new AppError('failed', 'IAM Identity Center registered Straybytes, but named no client.');
}
