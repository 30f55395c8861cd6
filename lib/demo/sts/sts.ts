import { type Caller, sessionArn, sessionKeys } from '../caller.ts';
import { type Faults, takeError } from '../faults.ts';
import { randomOf } from '../random.ts';
import { tag } from '../s3/xml.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { World } from '../world/world.ts';
import { trustedRole } from './trusted-role.ts';

/** A role that assumes a role gets no longer session, whatever the second one allows. */
const CHAINED_SECONDS = 3600;

type StsCall = {
  world: World;
  faults: Faults;
  caller: Caller;
  region: string;
  form: URLSearchParams;
  requestId: string;
};

/** STS by its query protocol: GetCallerIdentity and AssumeRole. @throws ServiceFailure */
export function answerSts(call: StsCall): string {
  if (call.faults.expiredToken)
    throw new ServiceFailure({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  if (call.faults.sts.regionsOff?.includes(call.region)) throw regionOff(call);
  const planned = takeError(call.faults, { operation: call.form.get('Action') ?? '', bucket: null });
  if (planned) {
    const { status, code, message = `Planned for this test: ${code}` } = planned;
    throw new ServiceFailure({ status, code, message });
  }
  const action = call.form.get('Action');
  if (action === 'GetCallerIdentity') return callerIdentity(call);
  if (action === 'AssumeRole') return assumeRole(call);
  throw new ServiceFailure({
    status: 400,
    code: 'InvalidAction',
    message: `Could not find operation ${action} for version 2011-06-15`,
  });
}

/** The XML of an STS error; a key that S3 does not know is a token that STS does not. */
export function stsErrorDocument(failure: ServiceFailure, requestId: string): string {
  const code = failure.code === 'InvalidAccessKeyId' ? 'InvalidClientTokenId' : failure.code;
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>${tag('Code', code)}${tag('Message', failure.message)}</Error>${tag('RequestId', requestId)}</ErrorResponse>`;
}

function callerIdentity({ caller, requestId }: StsCall): string {
  const id = `AIDA${randomOf(caller.arn).hex(16).toUpperCase()}`;
  return document({
    action: 'GetCallerIdentity',
    result: tag('Arn', caller.arn) + tag('UserId', id) + tag('Account', caller.accountId),
    requestId,
  });
}

function assumeRole(call: StsCall): string {
  const { world, faults, caller, form, requestId } = call;
  const roleArn = form.get('RoleArn') ?? '';
  const name = form.get('RoleSessionName') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  const externalId = form.get('ExternalId');
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw validation(`Value '${name}' at 'roleSessionName' failed to satisfy constraint`);
  if (!(seconds >= 900 && seconds <= 43_200))
    throw validation(`Value '${seconds}' at 'durationSeconds' failed to satisfy constraint`);
  if (externalId !== null && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId))
    throw validation(`Value '${externalId}' at 'externalId' failed to satisfy constraint`);
  const { account, role } = trustedRole({ world, faults, caller, roleArn, externalId });
  if (caller.arn.includes(':assumed-role/') && seconds > CHAINED_SECONDS)
    throw validation(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  if (seconds > (role.maxSessionSeconds ?? 43_200))
    throw validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  // The expiration is on this machine's clock: clients compare it with theirs, not with the simulated one.
  const until = Date.now() + (faults.sts.sessionMs ?? seconds * 1000);
  const session = { accountId: account.id, power: role.power, role: role.name, name, until };
  const keys = sessionKeys(session);
  const credentials = `<Credentials>${tag('AccessKeyId', keys.accessKeyId)}${tag('SecretAccessKey', keys.secretAccessKey)}${tag('SessionToken', keys.sessionToken)}${tag('Expiration', new Date(until).toISOString())}</Credentials>`;
  const user = `<AssumedRoleUser>${tag('AssumedRoleId', `AROA${account.id}:${name}`)}${tag('Arn', sessionArn(session))}</AssumedRoleUser>`;
  return document({ action: 'AssumeRole', result: credentials + user, requestId });
}

function document(answer: { action: string; result: string; requestId: string }): string {
  const { action, result, requestId } = answer;
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata>${tag('RequestId', requestId)}</ResponseMetadata></${action}Response>`;
}

function validation(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ValidationError', message });
}

function regionOff({ caller }: StsCall): ServiceFailure {
  return new ServiceFailure({
    status: 403,
    code: 'RegionDisabledException',
    message: `STS is not activated in this region for account:${caller.accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  });
}
