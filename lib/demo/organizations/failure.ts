import type { Answer } from '../s3/request.ts';
import { ServiceFailure } from '../service-failure.ts';

const headers = { 'Content-Type': 'application/x-amz-json-1.1', Server: 'Server' };

const codes: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  InvalidAccessKeyId: 'UnrecognizedClientException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  Throttling: 'TooManyRequestsException',
};

/** An error by awsJson1_1; what the client did wrong is always a 400. */
export function organizationsFailure(failure: ServiceFailure): Answer {
  const status = failure.status < 500 ? 400 : failure.status;
  const { Reason } = failure.extra;
  const body = { __type: codes[failure.code] ?? failure.code, Message: failure.message, ...(Reason && { Reason }) };
  return { status, headers, body: JSON.stringify(body) };
}

export function organizationsAnswer(result: object): Answer {
  return { status: 200, headers, body: JSON.stringify(result) };
}

/** What somebody hears who is neither the management account nor a delegated administrator. */
export function noPermission(message = "You don't have permissions to access this resource."): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'AccessDeniedException', message });
}

export function notInUse(): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'AWSOrganizationsNotInUseException',
    message: 'Your account is not a member of an organization.',
  });
}

export function invalidInput(message: string, reason: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'InvalidInputException', message, extra: { Reason: reason } });
}

export function notFound(what: 'Parent' | 'Child'): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: `${what}NotFoundException`,
    message: `You provided a ${what.toLowerCase()} that doesn't exist in this organization.`,
  });
}
