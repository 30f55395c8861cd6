import { ServiceFailure } from '../service-failure.ts';

/** The body of an error by the JSON protocol (awsJson1_1); a key that S3 does not know is a client that they do not. */
export function jsonErrorDocument(failure: ServiceFailure): string {
  const code = failure.code === 'InvalidAccessKeyId' ? 'UnrecognizedClientException' : failure.code;
  return JSON.stringify({ __type: code, message: failure.message, ...failure.extra });
}

export function validation(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ValidationException', message });
}

export function denied(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'AccessDeniedException', message });
}

export function badToken(): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'InvalidNextTokenException',
    message: 'The pagination token is invalid. Try again without a pagination token.',
  });
}

export function unknownOperation(): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'UnknownOperationException', message: '' });
}
