import { CreateBudgetCommand } from '@aws-sdk/client-budgets';
import { GetBucketLifecycleConfigurationCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
} from '@aws-sdk/client-sso';
import { CreateTokenCommand, RegisterClientCommand, StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { budgets } from '../spend-client.test-support.ts';
import { askedDevice, deviceGrant, ssoControl, ssoOidc, ssoPortal } from '../sso-client.test-support.ts';
import { s3Client, stsClient } from '../test-client.test-support.ts';
import { demoStartUrl } from './portal-url.ts';

const { analytics, media, core, sandbox } = accountIds;
let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization });
  aws.faults.verifySignatures = true;
  aws.faults.sso = { intervalSeconds: 0 };
});
afterEach(() => aws.close());

const asked = () => askedDevice(aws.url, { startUrl: demoStartUrl });

async function tokenOf(person: string): Promise<string> {
  const { userCode, token } = await asked();
  await ssoControl(aws.url, 'approve', { userCode, person });
  return (await token()).accessToken ?? '';
}

async function keysOf(person: string, accountId: string, roleName: string) {
  const accessToken = await tokenOf(person);
  const answer = await ssoPortal(aws.url).send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }));
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = answer.roleCredentials ?? {};
  return { accessKeyId, secretAccessKey, sessionToken };
}

test('a device is pending until somebody allows it, gives one token, and then none', async () => {
  const { client, device, userCode, token } = await asked();
  expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  expect(device).toMatchObject({ expiresIn: 600, verificationUriComplete: expect.stringContaining(userCode) });
  expect((client.clientSecretExpiresAt ?? 0) * 1000).toBeGreaterThan(Date.now() + 89 * 86_400_000);
  await expect(token()).rejects.toMatchObject({
    name: 'AuthorizationPendingException',
    error: 'authorization_pending',
    $metadata: { httpStatusCode: 400 },
  });
  expect(await ssoControl(aws.url, 'approve', { userCode, person: 'nobody' })).toMatchObject({ status: 400 });
  await ssoControl(aws.url, 'approve', { userCode, person: 's.kim' });
  expect(await token()).toMatchObject({ accessToken: expect.any(String), tokenType: 'Bearer', expiresIn: 8 * 3600 });
  await expect(token()).rejects.toMatchObject({ name: 'InvalidGrantException' });
  expect(await ssoControl(aws.url, 'deny', { userCode })).toMatchObject({ status: 400 });
});

test('who polls sooner than asked for is told to slow down', async () => {
  aws.faults.sso = {};
  const { userCode, token } = await asked();
  await expect(token()).rejects.toMatchObject({ name: 'AuthorizationPendingException' });
  await ssoControl(aws.url, 'approve', { userCode, person: 's.kim' });
  await expect(token()).rejects.toMatchObject({ name: 'SlowDownException', error: 'slow_down' });
  expect([...aws.world.sso.flow.devices.values()][0]?.intervalMs).toBe(10_000);
});

test('a device may be denied, and expires', async () => {
  const denied = await asked();
  await ssoControl(aws.url, 'deny', { userCode: denied.userCode });
  await expect(denied.token()).rejects.toMatchObject({ name: 'AccessDeniedException', error: 'access_denied' });
  aws.faults.sso = { deviceSeconds: 0 };
  const late = await asked();
  await expect(late.token()).rejects.toMatchObject({ name: 'ExpiredTokenException', error: 'expired_token' });
  expect(await ssoControl(aws.url, 'approve', { userCode: late.userCode, person: 's.kim' })).toMatchObject({
    status: 400,
  });
});

test('an unknown start URL is refused without a reason; a fragment behind the right one is no matter', async () => {
  await expect(askedDevice(aws.url, { startUrl: 'https://other.awsapps.com/start' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  await askedDevice(aws.url, { startUrl: `${demoStartUrl}/#/` });
});

test('clients, grants and registrations that are not right have their own errors', async () => {
  const { grant } = await asked();
  const oidc = ssoOidc(aws.url);
  const ask = (change: object) => oidc.send(new CreateTokenCommand({ ...grant, ...change }));
  await expect(ask({ clientSecret: 'wrong' })).rejects.toMatchObject({
    name: 'InvalidClientException',
    $metadata: { httpStatusCode: 401 },
  });
  await expect(ask({ deviceCode: 'unknown' })).rejects.toMatchObject({ name: 'InvalidGrantException' });
  await expect(ask({ deviceCode: undefined })).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await expect(ask({ grantType: 'password' })).rejects.toMatchObject({ name: 'UnsupportedGrantTypeException' });
  const register = (input: object) =>
    oidc.send(new RegisterClientCommand({ clientName: 'test', clientType: 'public', ...input }));
  await expect(register({ clientType: 'confidential' })).rejects.toMatchObject({
    name: 'InvalidClientMetadataException',
  });
  await expect(register({ scopes: ['other'] })).rejects.toMatchObject({ name: 'InvalidScopeException' });
  aws.faults.sso = { registrationSeconds: 0 };
  const { clientId, clientSecret } = await register({ grantTypes: [deviceGrant] });
  const start = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: demoStartUrl });
  await expect(oidc.send(start)).rejects.toMatchObject({ name: 'InvalidClientException' });
});

test('with the scope of accounts a token lasts an hour and can be renewed, once with each refresh token', async () => {
  const { grant, userCode, token } = await askedDevice(aws.url, {
    startUrl: demoStartUrl,
    scopes: ['sso:account:access'],
  });
  await ssoControl(aws.url, 'approve', { userCode, person: 's.kim' });
  const { refreshToken, expiresIn } = await token();
  expect(expiresIn).toBe(3600);
  const renew = () =>
    ssoOidc(aws.url).send(new CreateTokenCommand({ ...grant, grantType: 'refresh_token', refreshToken }));
  expect(await renew()).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
  await expect(renew()).rejects.toMatchObject({ name: 'InvalidGrantException' });
});

test('the portal tells each person their own accounts and permission sets, page by page', async () => {
  const accessToken = await tokenOf('s.kim');
  const portal = ssoPortal(aws.url);
  aws.faults.sso = { emptyPages: 2, pageSize: 3 };
  const found: (string | undefined)[] = [];
  let pages = 0;
  let nextToken: string | undefined;
  do {
    const page = await portal.send(new ListAccountsCommand({ accessToken, nextToken }));
    found.push(...(page.accountList ?? []).map(({ accountName }) => accountName));
    nextToken = page.nextToken;
    pages += 1;
  } while (nextToken);
  expect([pages, found.sort()]).toEqual([4, ['analytics', 'data-platform', 'media', 'ml-research']]);
  aws.faults.sso = {};
  const { roleList } = await portal.send(new ListAccountRolesCommand({ accessToken, accountId: analytics }));
  expect(roleList?.map(({ roleName }) => roleName)).toEqual(['StraybytesViewer', 'StraybytesOperator']);
  const roles = (accountId: string) => portal.send(new ListAccountRolesCommand({ accessToken, accountId }));
  await expect(roles(core)).rejects.toMatchObject({ name: 'ForbiddenException' });
  await expect(roles('999999999999')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('assignments change, and outlive no answer that was given before', async () => {
  const accessToken = await tokenOf('a.rossi');
  const portal = ssoPortal(aws.url);
  const ask = new GetRoleCredentialsCommand({ accessToken, accountId: sandbox, roleName: 'AdministratorAccess' });
  await expect(portal.send(ask)).rejects.toMatchObject({ name: 'ForbiddenException', message: 'No access' });
  const assign = { person: 'a.rossi', accountId: sandbox, permissionSets: ['AdministratorAccess'] };
  expect(await ssoControl(aws.url, 'assignments', assign)).toMatchObject({ status: 200 });
  expect((await portal.send(ask)).roleCredentials?.expiration).toBeGreaterThan(Date.now() + 3_500_000);
  expect(await ssoControl(aws.url, 'assignments', { ...assign, permissionSets: ['Unknown'] })).toMatchObject({
    status: 400,
  });
});

test('after a logout, without a token and after its end the portal knows nobody', async () => {
  const portal = ssoPortal(aws.url);
  const list = (accessToken: string) => portal.send(new ListAccountsCommand({ accessToken }));
  const unauthorized = { name: 'UnauthorizedException', $metadata: { httpStatusCode: 401 } };
  const accessToken = await tokenOf('s.kim');
  await list(accessToken);
  await portal.send(new LogoutCommand({ accessToken }));
  await expect(list(accessToken)).rejects.toMatchObject(unauthorized);
  await expect(list('of nobody')).rejects.toMatchObject(unauthorized);
  const other = await tokenOf('s.kim');
  aws.faults.sso = { expireTokens: true };
  await expect(list(other)).rejects.toMatchObject(unauthorized);
  aws.faults.sso = { throttleRate: 1 };
  await expect(list(other)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  aws.faults.sso = { outage: true };
  await expect(list(other)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await expect(asked()).rejects.toMatchObject({ name: 'InternalServerException' });
});

test('role credentials are a session named after the person, limited by the permission set', async () => {
  const bucket = aws.world.buckets().find((each) => each.accountId === analytics && !each.denied?.length);
  const place = { Bucket: bucket?.name ?? '', ExpectedBucketOwner: analytics };
  const region = bucket?.region ?? '';
  const rules = {
    Rules: [
      { ID: 'a', Status: 'Enabled' as const, Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    ],
  };
  const put = (credentials: Awaited<ReturnType<typeof keysOf>>) =>
    s3Client(aws.url, { region, credentials }).send(
      new PutBucketLifecycleConfigurationCommand({ ...place, LifecycleConfiguration: rules }),
    );
  const viewer = await keysOf('s.kim', analytics, 'StraybytesViewer');
  const { Arn = '' } = await stsClient(aws.url, { credentials: viewer }).send(new GetCallerIdentityCommand({}));
  expect(Arn).toMatch(
    new RegExp(`^arn:aws:sts::${analytics}:assumed-role/AWSReservedSSO_StraybytesViewer_[0-9a-f]{16}/s\\.kim$`),
  );
  await expect(put(viewer)).rejects.toThrow(
    /StraybytesViewer_\w+\/s\.kim is not authorized.* because no identity-based policy allows the s3:PutLifecycle/,
  );
  const operator = await keysOf('s.kim', analytics, 'StraybytesOperator');
  await put(operator);
  await s3Client(aws.url, { region, credentials: viewer }).send(new GetBucketLifecycleConfigurationCommand(place));
  await expect(
    budgets(aws.url, viewer).send(
      new CreateBudgetCommand({
        AccountId: analytics,
        Budget: {
          BudgetName: 'b',
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: '1', Unit: 'USD' },
        },
      }),
    ),
  ).rejects.toThrow(/budgets:ModifyBudget/);
  const trail = await fetch(`${aws.url}/_simulated/trail?operation=PutBucketLifecycleConfiguration`);
  expect(await trail.json()).toMatchObject([
    { principal: expect.stringContaining('StraybytesViewer'), status: 403 },
    {
      principal: expect.stringMatching(/AWSReservedSSO_StraybytesOperator_\w+\/s\.kim$/),
      status: 200,
      accountId: analytics,
    },
  ]);
});

test('in one account a service control policy denies people, and only people, to change lifecycle rules', async () => {
  const bucket = aws.world.buckets().find(({ name }) => name === 'raw-footage');
  const credentials = await keysOf('d.novak', media, 'AdministratorAccess');
  const command = new PutBucketLifecycleConfigurationCommand({
    Bucket: 'raw-footage',
    LifecycleConfiguration: {
      Rules: [{ ID: 'a', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
    },
  });
  const region = bucket?.region ?? '';
  await expect(s3Client(aws.url, { region, credentials }).send(command)).rejects.toThrow(
    /AdministratorAccess_\w+\/d\.novak is not authorized to perform: s3:PutLifecycleConfiguration .* with an explicit deny in a service control policy/,
  );
});

test('on the page a person chooses who they are, and allows or denies', async () => {
  const submit = (userCode: string, decision: string) =>
    fetch(`${aws.url}/_simulated/sso/device`, {
      method: 'POST',
      body: new URLSearchParams({ user_code: userCode, person: 'd.novak', decision }),
    });
  const first = await asked();
  const shown = await (await fetch(first.verificationUriComplete)).text();
  expect(shown).toContain(`value="${first.userCode}"`);
  expect(shown).toContain('Dana Novak');
  expect(await (await submit(first.userCode, 'allow')).text()).toContain('Request approved');
  const { accessToken } = await first.token();
  const { accountList } = await ssoPortal(aws.url).send(new ListAccountsCommand({ accessToken }));
  expect(accountList).toHaveLength(7);
  const second = await asked();
  expect(await (await submit(second.userCode, 'deny')).text()).toContain('Request denied');
  await expect(second.token()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect((await submit(second.userCode, 'allow')).status).toBe(400);
  const script = await fetch(`${aws.url}/_simulated/sso/device?user_code=${encodeURIComponent('"><script>')}`);
  expect(await script.text()).not.toContain('<script');
});
