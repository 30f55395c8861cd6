import { type Caller, roleNames, sessionArn, sessionKeys } from '../caller.ts';
import type { Faults } from '../faults.ts';
import { randomOf } from '../random.ts';
import { tag } from '../s3/xml.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { World } from '../world/world.ts';

type StsCall = { world: World; faults: Faults; caller: Caller; form: URLSearchParams; requestId: string };

/** STS by its query protocol: GetCallerIdentity and AssumeRole. @throws ServiceFailure */
export function answerSts(call: StsCall): string {
  if (call.faults.expiredToken)
    throw new ServiceFailure({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  const action = call.form.get('Action');
  if (action === 'GetCallerIdentity') return callerIdentity(call);
  if (action === 'AssumeRole') return assumeRole(call);
  throw new ServiceFailure({
    status: 400,
    code: 'InvalidAction',
    message: `Could not find operation ${action} for version 2011-06-15`,
  });
}

/** The XML of an STS error. */
export function stsErrorDocument(failure: ServiceFailure, requestId: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>${tag('Code', failure.code)}${tag('Message', failure.message)}</Error>${tag('RequestId', requestId)}</ErrorResponse>`;
}

function callerIdentity({ caller, requestId }: StsCall): string {
  const id = `AIDA${randomOf(caller.arn).hex(16).toUpperCase()}`;
  return document({
    action: 'GetCallerIdentity',
    result: tag('Arn', caller.arn) + tag('UserId', id) + tag('Account', caller.accountId),
    requestId,
  });
}

function assumeRole({ world, faults, caller, form, requestId }: StsCall): string {
  const roleArn = form.get('RoleArn') ?? '';
  const name = form.get('RoleSessionName') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw validation(`Value '${name}' at 'roleSessionName' failed to satisfy constraint`);
  if (!(seconds >= 900 && seconds <= 43_200))
    throw validation(`Value '${seconds}' at 'durationSeconds' failed to satisfy constraint`);
  const [, accountId = '', roleName = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  const account = world.account(accountId);
  const power = roleName === roleNames.read ? 'read' : roleName === roleNames.fix ? 'fix' : null;
  const isDenied = faults.denied.some(
    (each) => each.action === 'sts:AssumeRole' && (each.account === undefined || each.account === accountId),
  );
  const isTrusted =
    caller.power === 'base' && (account?.externalId ?? form.get('ExternalId')) === form.get('ExternalId');
  if (!account || !power || isDenied || !isTrusted)
    throw new ServiceFailure({
      status: 403,
      code: 'AccessDenied',
      message: `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    });
  const keys = sessionKeys({ accountId, power, name });
  // The expiration is on this machine's clock: clients compare it with theirs, not with the simulated one.
  const expiration = new Date(Date.now() + seconds * 1000).toISOString();
  const credentials = `<Credentials>${tag('AccessKeyId', keys.accessKeyId)}${tag('SecretAccessKey', keys.secretAccessKey)}${tag('SessionToken', keys.sessionToken)}${tag('Expiration', expiration)}</Credentials>`;
  const user = `<AssumedRoleUser>${tag('AssumedRoleId', `AROA${accountId}:${name}`)}${tag('Arn', sessionArn({ accountId, power, name }))}</AssumedRoleUser>`;
  return document({ action: 'AssumeRole', result: credentials + user, requestId });
}

function document(answer: { action: string; result: string; requestId: string }): string {
  const { action, result, requestId } = answer;
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata>${tag('RequestId', requestId)}</ResponseMetadata></${action}Response>`;
}

function validation(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ValidationError', message });
}
