import type { Caller } from './caller.ts';
import type { Incoming } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Answer } from './s3/request.ts';
import type { ServiceFailure } from './service-failure.ts';
import type { World } from './world/world.ts';

/** An authenticated call of a service. */
export type ServiceCall = {
  operation: string;
  world: World;
  faults: Faults;
  caller: Caller;
  requestId: string;
  incoming: Incoming;
};

/** A service that is told by the name in the scope of the signature. */
export type Service = {
  operationOf(incoming: Incoming): string;
  /** @throws ServiceFailure with what the service would say */
  answer(call: ServiceCall): Answer;
  /** A failure in the service's own protocol and words. */
  fail(failure: ServiceFailure, requestId: string): Answer;
};
