import type { ErrorCode } from '#lib/errors.ts';
import { type Operation, serviceOf } from './operations.ts';

/** Why money could not be read, as `details.reason` of the AppError. */
export type BillingReason = 'notEnabled' | 'noData' | 'expired' | 'notJson' | 'awsLimit';

/** What a middleware throws for an answer that is not AWS's: a web page, an XML document of another server. */
export const NOT_JSON = 'NotJsonAnswer';

type Verdict = { code: ErrorCode; reason: string; state?: BillingReason };

/**
 * The errors that only Cost Explorer and Budgets know; null for any other. Codes are of the service models, the texts of
 * a refusal by an account's settings as seen in the field: "User not enabled for cost explorer access", "Linked account
 * doesn't have access to cost explorer".
 */
export function billingReason({
  operation,
  code,
  message,
  status,
}: {
  operation: Operation;
  code: string;
  message: string;
  status: number;
}): Verdict | null {
  const service = serviceOf(operation);
  if (service === 'S3' || service === 'STS' || service === 'IAM') return null;
  if (code === NOT_JSON || code === 'SyntaxError') {
    const reason = `this endpoint does not support ${operation}: its answer is not one of ${service} (HTTP ${status || 200}).`;
    return { code: 'unsupported', state: 'notJson', reason };
  }
  if (service === 'Cost Explorer') return ofCosts(code, message);
  return service === 'AWS Budgets' ? ofBudgets(code, message) : null;
}

function ofCosts(code: string, message: string): Verdict | null {
  if (code === 'DataUnavailableException') {
    const reason = `no data yet${said(message)}. A new account gets its first within 24 hours; the next collection tries again.`;
    return { code: 'notFound', state: 'noData', reason };
  }
  if (code === 'BillExpirationException') {
    const reason = `the bill of these days is no longer available${said(message)}. The next collection asks again; an account that left its organization has a bill of its own from then on.`;
    return { code: 'notFound', state: 'expired', reason };
  }
  if (!code.startsWith('AccessDenied')) return null;
  if (/linked account|member account/i.test(message)) {
    const reason =
      'the management account does not let its member accounts use Cost Explorer. Its owner can allow it in the ' +
      'preferences of Cost Explorer, or Straybytes can read the costs with credentials of the management account.';
    return { code: 'denied', reason };
  }
  if (/not (been )?(enabled|opted|subscribed)|enable cost explorer/i.test(message)) {
    const reason =
      'not enabled yet: open Cost Explorer once in the Billing console of the management account; the first data come ' +
      'within 24 hours.';
    return { code: 'denied', state: 'notEnabled', reason };
  }
  return null;
}

function ofBudgets(code: string, message: string): Verdict | null {
  if (code === 'NotFoundException')
    return { code: 'notFound', reason: `there is no such budget or alert${said(message)}.` };
  if (code === 'DuplicateRecordException')
    return { code: 'conflict', reason: 'another one of this name exists. Choose another name.' };
  if (code === 'CreationLimitExceededException' || code === 'ServiceQuotaExceededException') {
    const reason = `a limit of AWS Budgets is reached${said(message)}. Delete what is no longer needed, or ask AWS for more under Service Quotas.`;
    return { code: 'refused', state: 'awsLimit', reason };
  }
  if (code === 'InvalidParameterException' || code === 'ValidationException')
    return { code: 'invalid', reason: `AWS does not accept the request${said(message)}.` };
  return null;
}

function said(message: string): string {
  const text = message.trim().replace(/\.$/, '');
  return text ? ` (“${text}”)` : '';
}
