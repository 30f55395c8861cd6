import { callerOf, scopeOf } from './caller.ts';
import type { Incoming } from './exchange.ts';
import type { Faults } from './faults.ts';
import { answerJson, jsonHeaders } from './json/answer.ts';
import { jsonErrorDocument } from './json/failure.ts';
import { targetOf } from './json/request.ts';
import { answerS3 } from './s3/dispatch.ts';
import { accessDenied, errorDocument, notImplemented } from './s3/failure.ts';
import { type Answer, operationOf } from './s3/request.ts';
import { ServiceFailure } from './service-failure.ts';
import { answerService, serviceOf } from './services.ts';
import { checkSignature } from './signature.ts';
import { answerSso, type SsoRoute, ssoRouteOf } from './sso/dispatch.ts';
import { answerSts, stsErrorDocument } from './sts/sts.ts';
import { strike } from './trouble.ts';
import type { World } from './world/world.ts';

/** What a listener hears about every call. */
export type SeenCall = {
  operation: string;
  bucket: string | null;
  accountId: string | null;
  region: string;
  /** ARN of who signed; null for who could not be told. */
  principal: string | null;
};

export type CallContext = {
  world: World;
  faults: Faults;
  before: ((call: SeenCall) => void)[];
  after: ((call: SeenCall & { status: number }) => void)[];
};

/** Authenticates, answers, and turns a failure into the error document of the service. */
export function answerCall(context: CallContext, incoming: Incoming): Answer {
  const { world, faults } = context;
  const { method, query, headers } = incoming;
  const resource = resourceOf(incoming);
  const { bucket, key } = resource;
  const scope = scopeOf(headers.authorization);
  const route = scope || faults.profile === 'minimal' ? undefined : ssoRouteOf(incoming);
  if (route) return answerUnsigned(context, { route, incoming });
  const target = method === 'POST' ? targetOf(headers['x-amz-target']) : null;
  const service = serviceOf(scope);
  const isSts = !target && !service && (scope?.service === 'sts' || (method === 'POST' && !bucket));
  const form = new URLSearchParams(isSts ? incoming.body : '');
  const operation = operationOf({ method, bucket, key, query });
  const seen: SeenCall = {
    operation:
      target?.operation ?? service?.operationOf(incoming) ?? (isSts ? (form.get('Action') ?? 'Unknown') : operation),
    bucket: service ? null : bucket || null,
    accountId: null,
    region: scope?.region ?? '',
    principal: null,
  };
  const requestId = nextRequestId();
  world.countRequest(seen.operation, seen.bucket);

  const attempt = (): Answer => {
    if (resource.isBroken) throw brokenUri();
    if (!scope) throw accessDenied();
    if ((isSts || target || service) && faults.profile === 'minimal') throw notImplemented(scope.service);
    const token = headers['x-amz-security-token'];
    // Another server than AWS knows one owner, whatever the key is called.
    const keyId = faults.profile === 'minimal' ? `AKIA${world.managementAccountId}BASE` : scope.keyId;
    const caller = callerOf({ world, keyId, sessionToken: typeof token === 'string' ? token : undefined });
    checkSignature({ incoming, faults, now: world.clock.now() });
    seen.accountId = caller.accountId;
    seen.principal = caller.arn;
    for (const listener of context.before) listener(seen);
    strike({ world, faults, caller, protocol: target ? 'json' : isSts || service ? 'query' : 's3' });
    if (service)
      return answerService(service, { operation: seen.operation, world, faults, caller, requestId, incoming });
    if (isSts)
      return { status: 200, body: answerSts({ world, faults, caller, region: scope.region, form, requestId }) };
    const { body, bodyBytes } = incoming;
    if (target) return answerJson({ ...target, world, faults, caller, body });
    const region = scope.region;
    return answerS3({
      operation,
      world,
      faults,
      caller,
      region,
      bucketName: bucket,
      key,
      query,
      headers,
      body,
      bodyBytes,
    });
  };

  const answer = answerOrFailure(attempt, (failure) => {
    if (faults.profile !== 'aws') return { body: errorDocument(failure, requestId) };
    if (service) return service.fail(failure, requestId);
    if (target) return { headers: jsonHeaders, body: jsonErrorDocument(failure) };
    return { body: isSts ? stsErrorDocument(failure, requestId) : errorDocument(failure, requestId) };
  });
  world.trail.note({ ...seen, status: answer.status });
  for (const listener of context.after) listener({ ...seen, status: answer.status });
  return { ...answer, headers: { 'x-amz-request-id': requestId, ...answer.headers } };
}

/** A call of IAM Identity Center, which is authorized by what it brings in its body or by a token. */
function answerUnsigned(context: CallContext, { route, incoming }: { route: SsoRoute; incoming: Incoming }): Answer {
  const { world, faults } = context;
  const seen: SeenCall = { operation: route.operation, bucket: null, accountId: null, region: '', principal: null };
  world.countRequest(seen.operation, null);
  for (const listener of context.before) listener(seen);
  const answer = answerSso(route, { world, faults, incoming });
  world.trail.note({ ...seen, status: answer.status });
  for (const listener of context.after) listener({ ...seen, status: answer.status });
  return { ...answer, headers: { 'x-amzn-RequestId': nextRequestId(), ...answer.headers } };
}

function answerOrFailure(attempt: () => Answer, document: (failure: ServiceFailure) => Partial<Answer>): Answer {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    const { status = error.status, headers, body = '' } = document(error);
    return { status, headers: { ...error.headers, ...headers }, body };
  }
}

/** Bucket and key, from the path or, in virtual-host style, from the Host header. */
function resourceOf({ path, headers }: Incoming): { bucket: string; key: string; isBroken: boolean } {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const [, fromHost] = /^(.+?)\.(?:localhost|s3[.-][a-z0-9.-]*amazonaws\.com)$/.exec(host) ?? [];
  const decoded = decodePath(path.slice(1));
  const whole = decoded ?? '';
  const isBroken = decoded === null;
  if (fromHost) return { bucket: fromHost, key: whole, isBroken };
  const slash = whole.indexOf('/');
  if (slash < 0) return { bucket: whole, key: '', isBroken };
  return { bucket: whole.slice(0, slash), key: whole.slice(slash + 1), isBroken };
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function brokenUri(): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." });
}

let requestCount = 0;

function nextRequestId(): string {
  requestCount += 1;
  return requestCount.toString(16).toUpperCase().padStart(16, '0');
}
