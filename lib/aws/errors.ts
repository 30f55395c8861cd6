import { AppError, type ErrorCode } from '#lib/errors.ts';
import { parseDenial, withPrincipal } from '#lib/guardrails/denial.ts';
import { remedyOf } from '#lib/guardrails/denial-remedy.ts';
import { accountReason } from './account-errors.ts';
import { billingReason } from './billing-errors.ts';
import { type Operation, operations, serviceOf } from './operations.ts';
import { ssoReason } from './sso-errors.ts';

/** What was being done when AWS refused or did not answer. */
export type CallSite = {
  operation: Operation;
  accountId: string;
  region: string;
  bucket?: string | undefined;
  /** The name of a budget. */
  budget?: string | undefined;
  endpoint?: string | undefined;
  /** Of the person whose own session it is. */
  permissionSet?: string | undefined;
  /** ARN of the session of our role that made the call, where it was one. */
  principal?: string | undefined;
};

/** The parts of an answer that say why it is an error; from the SDK or from our own light path. */
export type Failure = { code: string; message: string; status: number; region?: string | undefined };

const credentialCodes = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidToken',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'CredentialsProviderError',
  'TokenProviderError',
]);
const throttleCodes = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequests',
  'TooManyRequestsException',
  'ServiceUnavailable',
  'RequestThrottled',
  'BandwidthLimitExceeded',
  'LimitExceededException',
]);
const unsupportedCodes = new Set([
  'NotImplemented',
  'MethodNotAllowed',
  'UnsupportedOperation',
  'InvalidAction',
  'XNotImplemented',
  'UnknownOperationException',
]);
const networkCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_CONSTANT',
  'HPE_CLOSED_CONNECTION',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
/** Characters of AWS's own wording of a denial that are kept: it names ARNs, of which each has 2,048 at most. */
const MOST_SAID = 4_096;
const missingCodes = new Set(['NoSuchBucket', 'NoSuchUpload', 'NoSuchKey']);

/** Whether AWS asks for less. */
export function isThrottle({ code, status }: Failure): boolean {
  return status === 429 || throttleCodes.has(code);
}

/** Whether the call got no answer in time. */
export function isTimeout(error: unknown): boolean {
  const { name, code } = factsOf(error);
  return (
    name.startsWith('TimeoutError') || code === 'ETIMEDOUT' || /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$/.test(code)
  );
}

/** Whether the connection broke or could not be made. */
export function isNetwork(error: unknown): boolean {
  return isTimeout(error) || networkCodes.has(factsOf(error).code);
}

/** Whether the account has switched this service off in this region. */
export function isRegionOff(error: unknown): boolean {
  return failureOf(error).code.startsWith('RegionDisabled');
}

/** AWS's error code in any error thrown by lib/aws, such as `NoSuchLifecycleConfiguration`; '' when there is none. */
export function awsCode(error: unknown): string {
  return error instanceof AppError ? (error.details.awsCode ?? '') : failureOf(error).code;
}

/** Reads an SDK error (or any other) into a failure. */
export function failureOf(error: unknown): Failure {
  const { name, code, message, status, region } = factsOf(error);
  return { code: networkCodes.has(code) || name === 'Error' ? code || name : name, message, status, region };
}

/** Turns whatever the SDK threw into an AppError that names the thing, the cause and the next step. */
export function toAppError(error: unknown, site: CallSite): AppError {
  if (error instanceof AppError) return error;
  if (isNetwork(error)) return unreachable(site, failureOf(error));
  return failed(site, failureOf(error), error);
}

/** No answer from an endpoint. */
export function unreachable(site: CallSite, failure: Failure): AppError {
  const where = site.endpoint ? `${site.endpoint} (${site.region})` : `${serviceOf(site.operation)} in ${site.region}`;
  const why =
    failure.code.includes('Timeout') || failure.code.includes('TIMEOUT')
      ? 'does not answer in time'
      : `cannot be reached (${failure.code})`;
  return new AppError(
    'unreachable',
    `${subject(site)}: ${where} ${why}. Check the network between here and this endpoint; the next collection tries again.`,
    detailsOf(site, failure),
  );
}

/** An answer that is an error. */
export function failed(site: CallSite, failure: Failure, cause?: unknown): AppError {
  const { code, reason, state } = judge(site, failure);
  const deniedBy = code === 'denied' ? denier(failure.message) : null;
  const reasonIs = credentialCodes.has(failure.code) ? { reason: 'credentials' } : {};
  const details = {
    ...detailsOf(site, failure),
    ...reasonIs,
    ...(state && { reason: state }),
    ...(deniedBy && { deniedBy }),
    ...(code === 'denied' && failure.message && { awsMessage: failure.message.slice(0, MOST_SAID) }),
  };
  return new AppError(code, `${subject(site)}: ${reason}`, details, cause);
}

function subject({ operation, bucket, budget, accountId }: CallSite): string {
  const { does } = operations[operation];
  if (budget) return `Cannot ${does} ${/budget$/.test(does) ? '' : 'of '}\`${budget}\` of account ${accountId}`;
  if (bucket) return `Cannot ${does} of \`${bucket}\``;
  if (serviceOf(operation) === 'IAM Identity Center')
    return `Cannot ${does}${accountId ? ` in account ${accountId}` : ' with IAM Identity Center'}`;
  return operation === 'GetCallerIdentity' ? `Cannot ${does}` : `Cannot ${does} of account ${accountId}`;
}

function detailsOf(site: CallSite, failure: Failure): Record<string, string> {
  return {
    operation: site.operation,
    accountId: site.accountId,
    region: site.region,
    awsCode: failure.code,
    ...(failure.status > 0 && { httpStatus: String(failure.status) }),
    ...(site.bucket && { bucket: site.bucket }),
    ...(site.budget && { budget: site.budget }),
    ...(site.endpoint && { endpoint: site.endpoint }),
    ...(site.permissionSet && { permissionSet: site.permissionSet }),
    ...(site.principal && { principal: site.principal }),
    ...(failure.region && { bucketRegion: failure.region }),
  };
}

type Judgement = { code: ErrorCode; reason: string; state?: string };

function judge(site: CallSite, { code, message, status }: Failure): Judgement {
  const billing = billingReason({ operation: site.operation, code, message, status });
  if (billing) return billing;
  const account = accountReason({ operation: site.operation, accountId: site.accountId, code, message });
  if (account) return account;
  const sso = ssoReason({ ...site, code, message });
  if (sso) return sso;
  if (credentialCodes.has(code)) return { code: 'denied', reason: credentialReason(code, message, site) };
  if (isThrottle({ code, message, status })) {
    return {
      code: 'throttled',
      reason: 'AWS asks to slow down and still did after several attempts. Collect again later.',
    };
  }
  if (unsupportedCodes.has(code) || status === 501 || status === 405) {
    return { code: 'unsupported', reason: `this endpoint does not support ${site.operation}.` };
  }
  // The answer to a HEAD has no document that could name a reason.
  if (missingCodes.has(code) || (status === 404 && site.operation === 'HeadBucket')) {
    return {
      code: 'notFound',
      reason: code === 'NoSuchUpload' ? 'the upload is gone.' : 'it does not exist any more.',
    };
  }
  if (status === 404 && !code.startsWith('NoSuch')) {
    return {
      code: 'unsupported',
      reason: `this endpoint does not support ${site.operation}, or something on the way to it answers (HTTP 404 without a reason).`,
    };
  }
  if (status === 403 || /^(AllAccess|Access|Account)(Denied|Disabled|Problem)/.test(code)) {
    return { code: 'denied', reason: deniedReason(site, message) };
  }
  return { code: 'failed', reason: `AWS answered ${code}${message ? `: ${message}` : ''} (HTTP ${status}).` };
}

function credentialReason(code: string, message: string, { permissionSet }: CallSite): string {
  if (permissionSet)
    return `your session with the permission set ${permissionSet} is not accepted any more (${code}). Do it again, or connect with IAM Identity Center again.`;
  if (code.startsWith('Expired') || code === 'TokenRefreshRequired')
    return 'the AWS credentials have expired. Sign in again (`aws sso login`) or renew them, then restart Straybytes.';
  if (code.endsWith('ProviderError')) return `no usable AWS credentials: ${message}`;
  return `AWS does not accept the credentials (${code}). Check the access key, the session token and the clock.`;
}

/** S3 names the denying policy only to callers in the owner's account or organization. */
function denier(message: string): string | null {
  const { by, explicit } = parseDenial(message);
  if (by && explicit) return by.toLowerCase();
  if (/kms:decrypt|\bKMS\b/i.test(message)) return 'kms key policy';
  return by && `no ${by.toLowerCase()}`;
}

/** As the page of the account says it (lib/guardrails/denial-remedy.ts), within a sentence. */
function deniedReason({ operation, principal }: CallSite, message: string): string {
  const denial = withPrincipal(parseDenial(message), principal);
  const { inWords } = remedyOf({ denial, asked: operations[operation].action });
  return /^AWS\b/.test(inWords) ? inWords : inWords.charAt(0).toLowerCase() + inWords.slice(1);
}

function factsOf(error: unknown): { name: string; code: string; message: string; status: number; region?: string } {
  if (typeof error !== 'object' || error === null)
    return { name: 'Error', code: '', message: String(error), status: 0 };
  const fields = error as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const metadata = (fields.$metadata ?? {}) as { httpStatusCode?: unknown };
  const response = (fields.$response ?? {}) as { headers?: Record<string, string>; statusCode?: unknown };
  const status = Number(metadata.httpStatusCode ?? response.statusCode ?? 0);
  const region = response.headers?.['x-amz-bucket-region'];
  return {
    name: text(fields.name) || 'Error',
    code: text(fields.code) || text(fields.Code),
    message: text(fields.message),
    status,
    ...(region && { region }),
  };
}
