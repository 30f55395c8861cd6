import { account } from './account/dispatch.ts';
import { takeError } from './faults.ts';
import { iam } from './iam/dispatch.ts';
import { organizations } from './organizations/dispatch.ts';
import type { Answer } from './s3/request.ts';
import type { Service, ServiceCall } from './service.ts';
import { ServiceFailure } from './service-failure.ts';

const services = new Map<string, Service>([
  ['iam', iam],
  ['organizations', organizations],
  ['account', account],
]);

/** The service that a request is signed for; undefined for those that are answered elsewhere. */
export function serviceOf(scope: { service: string } | null): Service | undefined {
  return scope ? services.get(scope.service) : undefined;
}

/** Answers one authenticated call, after what goes wrong on purpose. @throws ServiceFailure */
export function answerService(service: Service, call: ServiceCall): Answer {
  const { faults, operation } = call;
  if (faults.expiredToken) throw new ServiceFailure({ status: 403, code: 'ExpiredToken', message: expired });
  if (faults.throttleRate > 0 && faults.random.next() < faults.throttleRate) throw throttled();
  const planned = takeError(faults, { operation, bucket: null });
  if (planned) {
    const { status, code, message = `Planned for this test: ${code}` } = planned;
    throw new ServiceFailure({ status, code, message });
  }
  return service.answer(call);
}

const expired = 'The security token included in the request is expired';

export function throttled(): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'Throttling', message: 'Rate exceeded' });
}
