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

/** In whose words a call is refused: S3's, or those of services by AWS's JSON protocol, or of all others. */
type Protocol = 's3' | 'json' | 'query';

const throttles = {
  s3: slowDown,
  query: throttled,
  json: () => new ServiceFailure({ status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }),
};
const suspensions = {
  s3: allAccessDisabled,
  query: () => invalidToken('InvalidClientTokenId'),
  json: () => invalidToken('UnrecognizedClientException'),
};

/** What goes wrong in the caller's own account. @throws ServiceFailure */
export function strike(call: { world: World; faults: Faults; caller: Caller; protocol: Protocol }): void {
  const { world, faults, caller, protocol } = call;
  const { account } = caller;
  if (account.trouble) {
    const { throttleRate = 0, suspendedAfter } = account.trouble;
    if (throttleRate > 0 && faults.random.next() < throttleRate) throw throttles[protocol]();
    if (suspendedAfter !== undefined && countOf(account) > suspendedAfter)
      world.addAccount({ ...account, state: 'SUSPENDED' });
  }
  const state = stateOf(world.account(account.id) ?? account);
  if (state !== 'ACTIVE' && state !== 'LEFT') throw suspensions[protocol]();
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

function invalidToken(code: string): ServiceFailure {
  return new ServiceFailure({
    status: 403,
    code,
    message: 'The security token included in the request is invalid',
  });
}
