import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import { decide } from '#lib/demo/sso/control.ts';
import { demoStartUrl } from '#lib/demo/sso/portal-url.ts';
import { resetEnv } from '#lib/env.ts';
import { forgetOffset } from './clock.ts';
import { createToken } from './create-token.ts';
import { describeBudget } from './describe-budget.ts';
import { getLifecycle } from './get-lifecycle.ts';
import { listUploadsPage } from './list-uploads-page.ts';
import { memoryOf } from './memory.ts';
import { ownIdentity } from './own-identity.ts';
import { putLifecycle } from './put-lifecycle.ts';
import { registerClient } from './register-client.ts';
import { roleCredentials } from './role-credentials.ts';
import { ssoAccountRoles } from './sso-account-roles.ts';
import { ssoAccounts } from './sso-accounts.ts';
import { ssoLogout } from './sso-logout.ts';
import { startDeviceAuthorization } from './start-device-authorization.ts';
import type { AwsTarget } from './target.ts';

const region = 'us-east-1';
const { analytics, core, media, sandbox } = accountIds;
let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization });
  aws.faults.verifySignatures = true;
  aws.faults.sso = { intervalSeconds: 0 };
  configure({});
});
afterEach(async () => {
  await aws.close();
  configure({ AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_SSO: '', AWS_ENDPOINT_URL_SSO_OIDC: '' });
});

function configure(more: Record<string, string>): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: demoAccessKeyId,
    AWS_SECRET_ACCESS_KEY: demoSecretKey,
    AWS_REGION: region,
    MEMBER_ACCOUNTS: '',
    ...more,
  });
  resetEnv();
  memoryOf.forget();
  forgetOffset();
}

async function started(startUrl = demoStartUrl) {
  const registration = await registerClient(region);
  const device = await startDeviceAuthorization({ region, startUrl, registration });
  const ask = () => createToken({ region, registration, deviceCode: device.deviceCode });
  return { device, ask };
}

async function bearerOf(person: string) {
  const { device, ask } = await started();
  decide(aws.world, { userCode: device.userCode, person });
  const answer = await ask();
  if (answer.outcome !== 'token') throw new Error(answer.outcome);
  return { region, accessToken: answer.accessToken };
}

async function ownTarget(person: string, accountId: string, permissionSet: string): Promise<AwsTarget> {
  const bearer = await bearerOf(person);
  const as = await roleCredentials({ ...bearer, accountId, permissionSet, userName: person });
  return { accountId, region, power: 'fix', as };
}

describe('the device flow', () => {
  test('is pending, then gives a token', async () => {
    const { device, ask } = await started();
    expect(device).toMatchObject({ intervalSeconds: 1, expiresInSeconds: 600 });
    expect(device.verificationUriComplete).toContain(device.userCode);
    expect(await ask()).toEqual({ outcome: 'pending' });
    decide(aws.world, { userCode: device.userCode, person: 's.kim' });
    expect(await ask()).toEqual({ outcome: 'token', accessToken: expect.any(String), expiresInSeconds: 28_800 });
    await expect(ask()).rejects.toMatchObject({ code: 'denied', details: { reason: 'connection' } });
  });

  test('may be denied, expire, or be asked too often', async () => {
    const denied = await started();
    decide(aws.world, { userCode: denied.device.userCode, person: null });
    expect(await denied.ask()).toEqual({ outcome: 'denied' });
    aws.faults.sso = {};
    const eager = await started();
    await eager.ask();
    expect(await eager.ask()).toEqual({ outcome: 'slowDown' });
    aws.faults.sso = { deviceSeconds: 0 };
    expect(await (await started()).ask()).toEqual({ outcome: 'expired' });
  });

  test('with a start URL that AWS does not know says what to check', async () => {
    await expect(started('https://other.awsapps.com/start')).rejects.toMatchObject({
      code: 'invalid',
      details: { reason: 'startUrl' },
      message: expect.stringContaining('no access portal of this start URL in us-east-1'),
    });
  });

  test('told as unreachable or failed when the service is away, with nothing of the request in the error', async () => {
    const { device, ask } = await started();
    aws.faults.sso = { outage: true };
    const error = await ask().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'failed', message: expect.stringContaining('Cannot connect with IAM') });
    expect(inspect(error, { depth: 10 })).not.toContain(device.deviceCode);
    configure({ AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:1' });
    await expect(registerClient(region)).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('the portal', () => {
  test('tells all pages of the accounts and permission sets of a person, and nothing else', async () => {
    const bearer = await bearerOf('s.kim');
    aws.faults.sso = { emptyPages: 2, pageSize: 1 };
    expect((await ssoAccounts(bearer)).map(({ name }) => name).sort()).toEqual([
      'analytics',
      'data-platform',
      'media',
      'ml-research',
    ]);
    const sets = await ssoAccountRoles({ ...bearer, accountId: analytics });
    expect(sets).toEqual(['StraybytesViewer', 'StraybytesOperator']);
    await expect(ssoAccountRoles({ ...bearer, accountId: core })).rejects.toMatchObject({
      code: 'denied',
      details: { reason: 'notAssigned' },
    });
    await expect(
      roleCredentials({ ...bearer, accountId: sandbox, permissionSet: 'AdministratorAccess', userName: null }),
    ).rejects.toMatchObject({
      code: 'denied',
      message: `Cannot use your permission set in account ${sandbox}: the permission set AdministratorAccess is not assigned to you there. Ask whoever manages IAM Identity Center.`,
    });
  });

  test('after the logout says that the connection is over', async () => {
    const bearer = await bearerOf('s.kim');
    await ssoLogout(bearer);
    const error = await ssoAccounts(bearer).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'denied', details: { reason: 'connection' } });
    expect(inspect(error, { depth: 10 })).not.toContain(bearer.accessToken);
    configure({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SSO: aws.url });
    await expect(ssoAccounts(bearer)).rejects.toMatchObject({ details: { reason: 'connection' } });
  });
});

describe('who acts as themself', () => {
  const bucketOf = (accountId: string) => {
    const bucket = aws.world.buckets().find((each) => each.accountId === accountId && !each.denied?.length);
    if (!bucket) throw new Error(`no bucket in ${accountId}`);
    return bucket;
  };
  const principals = (operation: string) => aws.world.trail.of({ operation }).map(({ principal }) => principal ?? '');

  test('is who the calls come from, by the SDK and by the light path', async () => {
    const { name, region: place } = bucketOf(analytics);
    const target = { ...(await ownTarget('s.kim', analytics, 'StraybytesOperator')), region: place };
    if (!target.as) throw new Error('no session');
    expect(await ownIdentity({ session: target.as, region })).toMatch(/AWSReservedSSO_StraybytesOperator_\w+\/s\.kim$/);
    await getLifecycle({ target, bucket: name });
    await listUploadsPage({ target, bucket: name, keyMarker: null, uploadIdMarker: null });
    await describeBudget({ target, name: 'none' });
    for (const operation of ['GetBucketLifecycleConfiguration', 'ListMultipartUploads', 'DescribeBudget'])
      expect(principals(operation)).toEqual([
        expect.stringMatching(`:${analytics}:assumed-role/AWSReservedSSO_StraybytesOperator_\\w+/s.kim$`),
      ]);
    expect(principals('AssumeRole')).toEqual([]);
  });

  test('shares no client with another person, nor with our own role', async () => {
    const { name, region: place } = bucketOf(analytics);
    const kim = { ...(await ownTarget('s.kim', analytics, 'StraybytesViewer')), region: place };
    const novak = { ...(await ownTarget('d.novak', analytics, 'StraybytesViewer')), region: place };
    const { as: _, ...ours } = kim;
    for (const target of [kim, novak, ours, kim])
      await listUploadsPage({ target, bucket: name, keyMarker: null, uploadIdMarker: null });
    for (const target of [kim, novak, ours, kim]) await getLifecycle({ target, bucket: name });
    for (const operation of ['ListMultipartUploads', 'GetBucketLifecycleConfiguration'])
      expect(principals(operation).map((arn) => arn.split('/').at(-1))).toEqual([
        's.kim',
        'd.novak',
        'straybytes-worker',
        's.kim',
      ]);
  });

  test('goes with no keys to another account, and with none that have expired', async () => {
    const target = await ownTarget('s.kim', analytics, 'StraybytesViewer');
    await expect(getLifecycle({ target: { ...target, accountId: media }, bucket: 'x' })).rejects.toMatchObject({
      code: 'refused',
      details: { reason: 'otherAccount' },
    });
    aws.faults.sso = { intervalSeconds: 0, roleSeconds: 0 };
    const late = await ownTarget('s.kim', analytics, 'StraybytesViewer');
    await expect(getLifecycle({ target: late, bucket: bucketOf(analytics).name })).rejects.toMatchObject({
      code: 'denied',
      details: { reason: 'credentials', permissionSet: 'StraybytesViewer' },
    });
    expect(principals('GetBucketLifecycleConfiguration')).toEqual([]);
  });

  test('is told what denies: the permission set, or a policy of the organization', async () => {
    const write = async (target: AwsTarget) => {
      const { name, region: place } = bucketOf(target.accountId);
      const from = { target: { ...target, region: place }, bucket: name };
      return putLifecycle({ ...from, config: { rules: [], transitionDefaultMinimumObjectSize: null } });
    };
    await expect(write(await ownTarget('s.kim', analytics, 'StraybytesViewer'))).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringMatching(
        /Ask whoever manages IAM Identity Center to allow it in a permissions policy of the permission set StraybytesViewer\.$/,
      ),
    });
    await expect(write(await ownTarget('d.novak', media, 'AdministratorAccess'))).rejects.toMatchObject({
      code: 'denied',
      details: { deniedBy: 'service control policy', permissionSet: 'AdministratorAccess' },
      message: expect.stringContaining(
        'a service control policy of the organization denies s3:PutLifecycleConfiguration',
      ),
    });
  });

  test('shows no key where the target is printed', async () => {
    const target = await ownTarget('s.kim', analytics, 'StraybytesViewer');
    const { secretAccessKey = '', sessionToken = '' } = (await target.as?.keys()) ?? {};
    for (const printed of [JSON.stringify(target), inspect(target, { depth: 10 })]) {
      expect(printed).toContain('StraybytesViewer');
      expect(printed).not.toContain(secretAccessKey);
      expect(printed).not.toContain(sessionToken);
    }
  });
});
