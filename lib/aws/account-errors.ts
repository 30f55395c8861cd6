import type { ErrorCode } from '#lib/errors.ts';
import { type Operation, serviceOf } from './operations.ts';

type Verdict = { code: ErrorCode; reason: string; state?: string };

/**
 * The errors that Organizations, IAM and Account Management know alone, and that of S3 for an account that is closed;
 * null for any other. Codes are of the service models.
 */
export function accountReason({
  operation,
  accountId,
  code,
  message,
}: {
  operation: Operation;
  accountId: string;
  code: string;
  message: string;
}): Verdict | null {
  if (code === 'AllAccessDisabled') {
    const reason = `AWS has disabled all access to account ${accountId}: it is suspended or closed. Its owner can reopen it within 90 days.`;
    return { code: 'denied', reason };
  }
  switch (serviceOf(operation)) {
    case 'AWS Organizations':
      if (code === 'AWSOrganizationsNotInUseException')
        return { code: 'notFound', reason: 'it is in no organization.', state: 'notInUse' };
      if (code.startsWith('AccessDenied') && /permissions to access this resource/i.test(message))
        return {
          code: 'denied',
          reason:
            'only the management account of the organization or a delegated administrator may do that, with a policy that allows it.',
        };
      return null;
    case 'IAM':
      return ofIam(code);
    case 'Account Management':
      return code === 'ResourceNotFoundException' ? { code: 'notFound', reason: 'none is set.' } : null;
    default:
      return null;
  }
}

/** In IAM's wire names and the SDK's names of the exceptions. */
function ofIam(code: string): Verdict | null {
  if (/^(CredentialReport|Report)(NotPresent|NotReady|InProgress|Expired)/.test(code))
    return { code: 'notFound', reason: 'AWS is still making it. Collect again later.', state: 'notReady' };
  if (code.startsWith('OrganizationNotFound') || code.startsWith('OrganizationNotInAllFeaturesMode'))
    return { code: 'notFound', reason: 'it is in no organization with all features.', state: 'notInUse' };
  if (code.startsWith('AccountNotManagementOrDelegatedAdministrator'))
    return { code: 'refused', reason: 'only the management account may ask.', state: 'notManagement' };
  if (code.startsWith('ServiceAccessNotEnabled'))
    return {
      code: 'notFound',
      reason: 'trusted access of IAM is not enabled in the organization.',
      state: 'notEnabled',
    };
  return null;
}
