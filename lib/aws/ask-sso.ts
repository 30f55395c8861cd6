import type { SSOClient } from '@aws-sdk/client-sso';
import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { AppError } from '#lib/errors.ts';
import { toAppError } from './errors.ts';
import { observeAnswers } from './observe.ts';
import type { Operation } from './operations.ts';
import { refuseOtherThanJson } from './send-billing.ts';
import { ssoClient, ssoEndpoint, ssoOidcClient, ssoOidcEndpoint } from './sso-clients.ts';

type Call<C, T> = {
  /** Where the Identity Center is. */
  region: string;
  operation: Operation;
  /** '' where it concerns none. */
  accountId?: string;
  permissionSet?: string;
  /** Sends the command with the client; `prepare` must be given the command. */
  send: (client: C, prepare: <K extends { middlewareStack: unknown }>(command: K) => K) => Promise<T>;
};

/** One call of the sign-in of IAM Identity Center: timed out, its failure told as an AppError. It is free. */
export function askSsoOidc<T>(call: Call<SSOOIDCClient, T>): Promise<T> {
  return ask(call, ssoOidcClient, ssoOidcEndpoint);
}

/** One call of its portal, likewise. */
export function askSso<T>(call: Call<SSOClient, T>): Promise<T> {
  return ask(call, ssoClient, ssoEndpoint);
}

async function ask<C, T>(
  { region, operation, accountId = '', permissionSet, send }: Call<C, T>,
  clientOf: (region: string) => C,
  endpointOf: () => string | undefined,
): Promise<T> {
  try {
    return await send(clientOf(region), (command) => {
      refuseOtherThanJson(command.middlewareStack);
      observeAnswers(command.middlewareStack, { operation });
      return command;
    });
  } catch (error) {
    // Without the SDK's error as a cause: what it holds of the request is a person's token or a client's secret.
    const { code, message, details } = toAppError(error, {
      operation,
      accountId,
      region,
      permissionSet,
      endpoint: endpointOf(),
    });
    throw new AppError(code, message, details);
  }
}
