import { billExpired, dataUnavailable, tooManyCalls } from '../cost-explorer/failure.ts';
import { type SpendFault, takeError } from '../faults.ts';
import { ServiceFailure } from '../service-failure.ts';
import { denied } from './failure.ts';
import type { JsonRequest } from './request.ts';

/** The fault that a test has set for this call; nothing for callers and operations that it spares. */
export function faultOf({ service, operation, caller, faults }: JsonRequest): SpendFault {
  const fault = service === 'ce' ? faults.costExplorer : faults.budgets;
  const isStruck =
    (fault.accounts?.includes(caller.accountId) ?? true) && (fault.operations?.includes(operation) ?? true);
  return isStruck ? fault : {};
}

/** @throws ServiceFailure where the faults want one. */
export function failAsPlanned(request: JsonRequest): void {
  const { service, operation, faults } = request;
  if (faults.expiredToken)
    throw new ServiceFailure({
      status: 400,
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
  const { state, throttleRate = 0 } = faultOf(request);
  if (throttleRate > 0 && faults.random.next() < throttleRate) throw service === 'ce' ? tooManyCalls() : throttled();
  const planned = takeError(faults, { operation, bucket: null });
  if (planned) {
    const { status, code, message = `Planned for this test: ${code}` } = planned;
    throw new ServiceFailure({ status, code, message });
  }
  const failure = state && failureOf(state, request);
  if (failure) throw failure;
}

function failureOf(state: NonNullable<SpendFault['state']>, { caller, operation }: JsonRequest): ServiceFailure | null {
  if (state === 'notEnabled') return denied('User not enabled for cost explorer access');
  if (state === 'linkedDenied') return denied("Linked account doesn't have access to cost explorer.");
  if (state === 'denied')
    return denied(
      `User: ${caller.arn} is not authorized to perform: ${operation} with an explicit deny in a service control policy`,
    );
  if (state === 'dataUnavailable') return dataUnavailable();
  if (state === 'billExpired') return billExpired();
  if (state === 'unavailable')
    return new ServiceFailure({ status: 500, code: 'InternalErrorException', message: 'Internal service error' });
  return null;
}

function throttled(): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ThrottlingException', message: 'Rate exceeded' });
}
