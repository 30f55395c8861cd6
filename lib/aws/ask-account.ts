import type { AccountClient } from '@aws-sdk/client-account';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { accountClient, accountEndpoint, globalRegion, iamClient, organizationsClient } from './account-clients.ts';
import { tellingAllowed } from './allowed.ts';
import { enteredRole } from './entered-role.ts';
import { toAppError } from './errors.ts';
import { observeAnswers } from './observe.ts';
import type { Operation } from './operations.ts';
import { refuseOtherThanJson } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

type Call<C, T> = {
  target: AwsTarget;
  operation: Operation;
  /** Sends the command with the client; `prepare` must be given the command. */
  send: (client: C, prepare: <K extends { middlewareStack: unknown }>(command: K) => K) => Promise<T>;
};

/** One call of AWS Organizations: metered, timed out, its failure told as an AppError. It is free. */
export function askOrganizations<T>(call: Call<OrganizationsClient, T>): Promise<T> {
  return tellingAllowed(call, () => ask(call, organizationsClient, refuseOtherThanJson));
}

/** One call of IAM, likewise. */
export function askIam<T>(call: Call<IAMClient, T>): Promise<T> {
  return tellingAllowed(call, () => ask(call, iamClient, null));
}

/** One call of Account Management, likewise. */
export function askAccount<T>(call: Call<AccountClient, T>): Promise<T> {
  return tellingAllowed(call, () => ask(call, accountClient, refuseOtherThanJson));
}

async function ask<C, T>(
  { target, operation, send }: Call<C, T>,
  clientOf: (target: AwsTarget) => Promise<C>,
  guard: ((stack: unknown) => void) | null,
): Promise<T> {
  try {
    return await send(await clientOf(target), (command) => {
      guard?.(command.middlewareStack);
      observeAnswers(command.middlewareStack, { operation, ...(target.meter && { meter: target.meter }) });
      return command;
    });
  } catch (error) {
    const { accountId, as } = target;
    const region = as ? target.region : await globalRegion().catch(() => target.region);
    const permissionSet = as?.permissionSet;
    const principal = enteredRole(target);
    throw toAppError(error, { operation, accountId, region, endpoint: accountEndpoint(), permissionSet, principal });
  }
}
