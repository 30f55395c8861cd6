import { z } from 'zod';
import { pageByToken, tokenOf } from '../paging.ts';
import type { ServiceCall } from '../service.ts';
import { isActive, stateOf } from '../world/account.ts';
import type { AccountSpec } from '../world/organization.ts';
import { invalidInput, noPermission, notFound, notInUse } from './failure.ts';
import type { Unit } from './units.ts';

const MOST = 20;

const inputSchema = z.object({
  MaxResults: z.number().int().optional(),
  NextToken: z.string().optional(),
  ParentId: z.string().optional(),
  ChildId: z.string().optional(),
  ServicePrincipal: z.string().optional(),
});

/** A call of Organizations as the handlers see it. */
export type OrganizationsRequest = Omit<ServiceCall, 'incoming'> & { input: z.output<typeof inputSchema> };

/** @throws ServiceFailure for a body that is not as the API wants it */
export function organizationsRequest(call: ServiceCall): OrganizationsRequest {
  const { incoming, ...rest } = call;
  const parsed = inputSchema.safeParse(JSON.parse(incoming.body || '{}'));
  if (!parsed.success) throw invalidInput('The input is not valid.', 'INVALID_PATTERN');
  return { ...rest, input: parsed.data };
}

/** Members that are in the organization, in a stable order. */
export function membersOf({ world }: Pick<OrganizationsRequest, 'world'>): AccountSpec[] {
  return world
    .accounts()
    .filter((account) => stateOf(account) !== 'LEFT')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @throws ServiceFailure for who is in no organization, or has no say in it */
export function checkStanding({ world, faults, caller, operation }: OrganizationsRequest): void {
  const { account } = caller;
  if (faults.organizations.notInUse || stateOf(account) === 'LEFT') throw notInUse();
  const isInCharge = account.id === world.managementAccountId || (account.administers?.length ?? 0) > 0;
  if (operation !== 'DescribeOrganization' && !(isInCharge && isActive(account))) throw noPermission();
}

/** The parent asked for. @throws ServiceFailure ParentNotFoundException */
export function parentOf({ world, input }: OrganizationsRequest): Unit {
  const unit = world.units.byId(input.ParentId ?? '');
  if (!unit) throw notFound('Parent');
  return unit;
}

/** A page; the faults may have empty ones come first, which have a token all the same. @throws ServiceFailure */
export function paged<T>(
  { input, faults }: OrganizationsRequest,
  items: readonly T[],
): { page: readonly T[]; NextToken?: string } {
  const { MaxResults: size = MOST, NextToken: token } = input;
  if (size < 1) throw invalidInput('You provided a value that is too low.', 'MIN_VALUE_EXCEEDED');
  if (size > MOST) throw invalidInput('You provided a value that is too high.', 'MAX_VALUE_EXCEEDED');
  const { emptyPages = 0 } = faults.organizations;
  const [, turn] = /^empty:(\d+)$/.exec(token ?? '') ?? [];
  const passed = turn === undefined ? 0 : Number(turn);
  if ((token === undefined || turn !== undefined) && passed < emptyPages)
    return { page: [], NextToken: `empty:${passed + 1}` };
  const found = pageByToken(items, { token: turn === undefined ? token : tokenOf(0), size });
  if (!found) throw invalidInput('You provided a token that is not valid.', 'INVALID_NEXT_TOKEN');
  return { page: found.items, ...(found.next !== undefined && { NextToken: found.next }) };
}
