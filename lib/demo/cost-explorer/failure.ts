import { ServiceFailure } from '../service-failure.ts';

export function dataUnavailable(
  message = 'Data is not available. Please try to adjust the time period. If just enabled Cost Explorer, data might not be ingested yet',
): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'DataUnavailableException', message });
}

export function billExpired(): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'BillExpirationException',
    message: 'The requested report expired. Update the date interval and try again.',
  });
}

export function tooManyCalls(): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'LimitExceededException',
    message: 'You made too many calls in a short period of time. Try again later.',
  });
}
