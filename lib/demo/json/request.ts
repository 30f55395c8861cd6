import type { z } from 'zod';
import type { Caller } from '../caller.ts';
import type { Faults } from '../faults.ts';
import type { World } from '../world/world.ts';
import { validation } from './failure.ts';

/** A call of a service that speaks awsJson1_1. */
export type JsonRequest = {
  service: 'ce' | 'budgets';
  operation: string;
  world: World;
  faults: Faults;
  caller: Caller;
  body: string;
};

const targets: Record<string, JsonRequest['service']> = {
  AWSInsightsIndexService: 'ce',
  AWSBudgetServiceGateway: 'budgets',
};

/** Service and operation of `X-Amz-Target`; null for a request of another protocol. */
export function targetOf(header: string | string[] | undefined): Pick<JsonRequest, 'service' | 'operation'> | null {
  const [name = '', operation = ''] = String(header ?? '').split('.');
  const service = targets[name];
  return service && operation ? { service, operation } : null;
}

/** The input of an operation. @throws ServiceFailure naming the first field that is not as the API wants it. */
export function inputOf<T extends z.ZodType>(schema: T, request: Pick<JsonRequest, 'body'>): z.output<T> {
  const parsed = schema.safeParse(parseBody(request.body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw validation(`1 validation error detected: Value at '${field}' failed to satisfy constraint: ${issue?.message}`);
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw validation('The request is not JSON.');
  }
}
