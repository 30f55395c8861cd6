import type { Caller } from './caller.ts';
import type { Faults } from './faults.ts';
import { slowDown } from './s3/failure.ts';
import { ServiceFailure } from './service-failure.ts';
import { throttled } from './services.ts';
import { stateOf } from './world/account.ts';
import type { AccountSpec } from './world/organization.ts';
import type { World } from './world/world.ts';

/** Whether the account that signs gets no answer in this region, ever. */
export function isAccountHung(world: World, scope: { keyId: string; region: string }): boolean {
  return world.account(scope.keyId.slice(4, 16))?.trouble?.hungRegions?.includes(scope.region) ?? false;
}

/** What goes wrong in the caller's own account. @throws ServiceFailure */
export function strike(call: { world: World; faults: Faults; caller: Caller; isS3: boolean }): void {
  const { world, faults, caller, isS3 } = call;
  const { account } = caller;
  if (account.trouble) {
    const { throttleRate = 0, suspendedAfter } = account.trouble;
    if (throttleRate > 0 && faults.random.next() < throttleRate) throw isS3 ? slowDown() : throttled();
    if (suspendedAfter !== undefined && countOf(account) > suspendedAfter)
      world.addAccount({ ...account, state: 'SUSPENDED' });
  }
  const state = stateOf(world.account(account.id) ?? account);
  if (state !== 'ACTIVE' && state !== 'LEFT') throw isS3 ? allAccessDisabled() : invalidToken();
}

const counts = new WeakMap<AccountSpec, number>();

function countOf(account: AccountSpec): number {
  const count = (counts.get(account) ?? 0) + 1;
  counts.set(account, count);
  return count;
}

function allAccessDisabled(): ServiceFailure {
  return new ServiceFailure({
    status: 403,
    code: 'AllAccessDisabled',
    message: 'All access to this object has been disabled',
  });
}

function invalidToken(): ServiceFailure {
  return new ServiceFailure({
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid',
  });
}
