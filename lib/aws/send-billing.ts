import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BudgetsClient } from '@aws-sdk/client-budgets';
import type { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { AppError } from '#lib/errors.ts';
import { tellingAllowed } from './allowed.ts';
import { billingRegion, budgetsClient, costExplorerClient } from './billing-clients.ts';
import { NOT_JSON } from './billing-errors.ts';
import { budgetsEndpoint, costsEndpoint } from './endpoint.ts';
import { toAppError } from './errors.ts';
import { observeAnswers } from './observe.ts';
import type { Operation } from './operations.ts';
import type { AwsTarget } from './target.ts';

type Prepare = <C extends { middlewareStack: unknown }>(command: C) => C;

type Call<C, T> = {
  target: AwsTarget;
  operation: Operation;
  /** The name of the budget, for the message of a failure. */
  budget?: string;
  /** Sends the command with the client; `prepare` must be given the command. */
  send: (client: C, prepare: Prepare) => Promise<T>;
};

/** One call of Cost Explorer: metered, timed out, its failure told as an AppError. AWS bills each attempt. */
export function askCosts<T>(call: Call<CostExplorerClient, T>): Promise<T> {
  return tellingAllowed(call, () => ask(call, costExplorerClient, costsEndpoint));
}

/** One call of AWS Budgets, likewise; it is free. */
export function askBudgets<T>(call: Call<BudgetsClient, T>): Promise<T> {
  return tellingAllowed(call, () => ask(call, budgetsClient, budgetsEndpoint));
}

/** Both services throttle early; what is asked once a day is worth a second round. */
const REST_MS = 3_000;

async function ask<C, T>(
  call: Call<C, T>,
  clientOf: (target: AwsTarget) => Promise<C>,
  endpointOf: () => string | undefined,
): Promise<T> {
  try {
    return await round(call, clientOf, endpointOf);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'throttled') throw error;
    await sleep(REST_MS);
    return round(call, clientOf, endpointOf);
  }
}

async function round<C, T>(
  { target, operation, budget, send }: Call<C, T>,
  clientOf: (target: AwsTarget) => Promise<C>,
  endpointOf: () => string | undefined,
): Promise<T> {
  try {
    return await send(await clientOf(target), (command) => {
      refuseOtherThanJson(command.middlewareStack);
      observeAnswers(command.middlewareStack, { operation, ...(target.meter && { meter: target.meter }) });
      return command;
    });
  } catch (error) {
    const { accountId, as } = target;
    const region = as ? target.region : await billingRegion().catch(() => target.region);
    const permissionSet = as?.permissionSet;
    throw toAppError(error, { operation, budget, accountId, region, endpoint: endpointOf(), permissionSet });
  }
}

type Next = (args: never) => Promise<{ response: unknown }>;
type Stack = { add(middleware: never, options: never): void };

/** A gateway between here and AWS may be away for a moment; any other page is the final word. */
const transient = new Set([502, 503, 504]);

/** Tells an answer that is not a JSON document by its name, before the SDK's parser fails on it and asks again. */
export function refuseOtherThanJson(stack: unknown): void {
  const middleware = (next: Next) => async (args: never) => {
    const result = await next(args);
    const response = result.response as { body?: unknown; statusCode?: number };
    if (!(response.body instanceof Readable)) return result;
    const bytes = await buffer(response.body);
    response.body = Readable.from([bytes]);
    const text = bytes.subarray(0, 64).toString('utf8').trimStart();
    if (text.startsWith('{') || (text === '' && response.statusCode === 200)) return result;
    // Without $metadata, in which the SDK would see a 500 that is worth four more calls.
    throw Object.assign(new Error(`the answer is not JSON: ${text.slice(0, 40)}`), {
      name: NOT_JSON,
      $response: response,
      ...(transient.has(response.statusCode ?? 0) && { $retryable: { throttling: false } }),
    });
  };
  // As in observeAnswers, whatever the command. That one is added later and is nearer to the wire.
  (stack as Stack).add(
    middleware as never,
    { step: 'deserialize', priority: 'low', name: 'refuseOtherThanJson' } as never,
  );
}
