import type { ErrorCode } from '#lib/errors.ts';
import { type Operation, serviceOf } from './operations.ts';

/** Why IAM Identity Center refused, as `details.reason` of the AppError. */
export type SsoReason = 'startUrl' | 'connection' | 'notAssigned';

type Verdict = { code: ErrorCode; reason: string; state?: SsoReason };

/**
 * The errors that IAM Identity Center knows alone; null for any other. Codes are of the service models, and
 * ForbiddenException as seen in the field: the portal's answer for what is not assigned.
 */
export function ssoReason({
  operation,
  region,
  code,
  message,
  permissionSet,
}: {
  operation: Operation;
  region: string;
  code: string;
  message: string;
  permissionSet?: string | undefined;
}): Verdict | null {
  if (serviceOf(operation) !== 'IAM Identity Center') return null;
  if (operation === 'StartDeviceAuthorization' && code === 'InvalidRequestException') {
    const reason = `AWS knows no access portal of this start URL in ${region}. Check both: IAM Identity Center shows them under Settings, and a portal with an alias also has a start URL of the form https://d-….awsapps.com/start.`;
    return { code: 'invalid', reason, state: 'startUrl' };
  }
  switch (code) {
    case 'UnauthorizedException':
    case 'InvalidClientException':
    case 'InvalidGrantException':
    case 'ExpiredTokenException': {
      const reason = 'AWS does not know this connection any more: it has expired, or was ended. Connect again.';
      return { code: 'denied', reason, state: 'connection' };
    }
    case 'ForbiddenException': {
      const what = permissionSet ? `the permission set ${permissionSet} is` : 'no permission set is';
      const reason = `${what}${permissionSet ? ' not' : ''} assigned to you there. Ask whoever manages IAM Identity Center.`;
      return { code: 'denied', reason, state: 'notAssigned' };
    }
    case 'ResourceNotFoundException':
      return { code: 'notFound', reason: 'the organization has no such account, or it is closed.' };
    case 'InvalidRequestException':
      return { code: 'invalid', reason: `AWS does not accept the request${message ? ` (“${message}”)` : ''}.` };
    default:
      return null;
  }
}

export type TokenRefusal = 'pending' | 'slowDown' | 'expired' | 'denied';

/** The answers to CreateToken that belong to the device flow (RFC 8628, section 3.5); null for any other error. */
export function tokenRefusal(awsCode: string): TokenRefusal | null {
  return refusals[awsCode] ?? null;
}

const refusals: Record<string, TokenRefusal> = {
  AuthorizationPendingException: 'pending',
  SlowDownException: 'slowDown',
  ExpiredTokenException: 'expired',
  AccessDeniedException: 'denied',
};
