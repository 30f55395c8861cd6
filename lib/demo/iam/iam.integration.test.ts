import {
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetRoleCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ListOrganizationsFeaturesCommand,
  ListRolesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentialRows, ROOT_ROW } from '#lib/guardrails/credential-report.ts';
import { userKeys } from '../caller.ts';
import { type AccountName, accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { assumedKeys, iamClient, s3Client, stsClient } from '../test-client.test-support.ts';

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization, now: new Date('2026-11-23T12:00:00Z') });
  aws.faults.verifySignatures = true;
});

afterEach(() => aws.close());

const iam = (account: AccountName) => iamClient(aws.url, { credentials: userKeys(accountIds[account]) });

async function readOnly(account: AccountName) {
  const role = { RoleArn: `arn:aws:iam::${accountIds[account]}:role/StraybytesRead`, RoleSessionName: 'test' };
  return iamClient(aws.url, { credentials: await assumedKeys(stsClient(aws.url), role) });
}

describe('the root user', () => {
  test.each([
    ['core', 1, 0, 1],
    ['security', 0, 0, 0],
    ['data-platform', 1, 1, 1],
    ['media', 0, 0, 1],
  ] as const)('of %s: MFA %i, keys %i, password %i', async (account, mfa, keys, password) => {
    const { SummaryMap } = await (await readOnly(account)).send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AccountMFAEnabled: mfa,
      AccountAccessKeysPresent: keys,
      AccountPasswordPresent: password,
    });
  });

  test('has a virtual device, or hardware that is in no list', async () => {
    const virtual = async (account: AccountName) =>
      (await iam(account).send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }))).VirtualMFADevices;
    const root = `arn:aws:iam::${accountIds['data-platform']}`;
    expect(await virtual('data-platform')).toMatchObject([
      { SerialNumber: `${root}:mfa/root-account-mfa-device`, User: { Arn: `${root}:root` } },
    ]);
    expect(await virtual('core')).toEqual([]);
    const none = new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' });
    expect((await iam('analytics').send(none)).VirtualMFADevices).toEqual([]);
  });
});

describe('the credential report', () => {
  const generate = new GenerateCredentialReportCommand({});
  const get = new GetCredentialReportCommand({});

  test('is started, in progress, complete, and made anew after four hours', async () => {
    const client = await readOnly('analytics');
    await expect(client.send(get)).rejects.toMatchObject({
      name: 'CredentialReportNotPresentException',
      $metadata: { httpStatusCode: 410 },
    });
    expect((await client.send(generate)).State).toBe('STARTED');
    await expect(client.send(get)).rejects.toMatchObject({
      name: 'CredentialReportNotReadyException',
      $metadata: { httpStatusCode: 404 },
    });
    expect((await client.send(generate)).State).toBe('COMPLETE');
    const first = await client.send(get);
    aws.world.clock.advance({ hours: 3 });
    expect((await client.send(generate)).State).toBe('COMPLETE');
    expect((await client.send(get)).GeneratedTime).toEqual(first.GeneratedTime);
    aws.world.clock.advance({ hours: 1 });
    await expect(client.send(get)).rejects.toMatchObject({ name: 'CredentialReportExpiredException' });
    aws.faults.credentialReport = { polls: 2 };
    const states = [];
    for (let i = 0; i < 4; i++) states.push((await client.send(generate)).State);
    expect(states).toEqual(['STARTED', 'INPROGRESS', 'INPROGRESS', 'COMPLETE']);
    const second = await client.send(get);
    expect(Number(second.GeneratedTime) - Number(first.GeneratedTime)).toBeGreaterThanOrEqual(4 * 3_600_000 - 2000);
  });

  test('tells of root and of every user what the summary does not', async () => {
    aws.faults.credentialReport = { polls: 0 };
    const client = iam('ml-research');
    await client.send(generate);
    const { Content, ReportFormat } = await client.send(get);
    expect(ReportFormat).toBe('text/csv');
    const rows = credentialRows(new TextDecoder().decode(Content));
    expect(rows.map(({ user }) => user)).toEqual([ROOT_ROW, 'priya', 'notebook', 'gpu-batch']);
    expect(rows[0]).toMatchObject({ passwordEnabled: null, mfaActive: true, passwordLastUsedAt: null });
    expect(rows[1]).toMatchObject({ passwordEnabled: true, mfaActive: true });
    expect(rows[2]?.keys).toMatchObject([
      { active: true, rotatedAt: '2025-06-07T12:00:00.000Z', lastUsedService: 's3' },
      { active: true, lastUsedAt: null },
    ]);
    expect(rows[3]?.keys[1]?.active).toBe(false);
  });

  test('of media says that its root user came last week, without MFA', async () => {
    aws.faults.credentialReport = { polls: 0 };
    await iam('media').send(generate);
    const { Content } = await iam('media').send(get);
    const [root] = credentialRows(new TextDecoder().decode(Content));
    expect(root).toMatchObject({ mfaActive: false, passwordLastUsedAt: '2026-11-17T04:48:00.000Z' });
  });
});

describe('users and roles', () => {
  test('come in pages by a marker', async () => {
    const first = await iam('analytics').send(new ListUsersCommand({ MaxItems: 3 }));
    expect(first.Users?.map(({ UserName }) => UserName)).toEqual(['dana', 'kim', 'lee']);
    expect(first.IsTruncated).toBe(true);
    const second = await iam('analytics').send(new ListUsersCommand({ MaxItems: 3, Marker: first.Marker }));
    expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['tableau']);
    expect(second.IsTruncated).toBe(false);
    expect(second.Users?.[0]?.PasswordLastUsed).toBeUndefined();
    await expect(iam('analytics').send(new ListUsersCommand({ Marker: 'mine' }))).rejects.toThrow(/Marker/);
  });

  test('have devices and passwords, or have none', async () => {
    const client = iam('analytics');
    const devices = async (UserName: string) =>
      (await client.send(new ListMFADevicesCommand({ UserName }))).MFADevices?.map(({ SerialNumber }) => SerialNumber);
    expect(await devices('kim')).toEqual([`arn:aws:iam::${accountIds.analytics}:mfa/kim`]);
    expect(await devices('dana')).toEqual([]);
    await expect(devices('nobody')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await client.send(new GetLoginProfileCommand({ UserName: 'dana' }));
    await expect(client.send(new GetLoginProfileCommand({ UserName: 'tableau' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  test('are trusted by URL-encoded policies', async () => {
    const trust = async (account: AccountName, RoleName: string) => {
      const { Role } = await iam(account).send(new GetRoleCommand({ RoleName }));
      expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B/);
      return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0];
    };
    expect(await trust('ml-research', 'ResearchAdmin')).toEqual({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountIds['ml-research']}:root` },
      Action: 'sts:AssumeRole',
    });
    expect((await trust('sandbox', 'SandboxPower')).Condition).toEqual({
      BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' },
    });
    const { Roles } = await iam('sandbox').send(new ListRolesCommand({}));
    expect(Roles?.map(({ RoleName }) => RoleName)).toEqual([
      'AWSReservedSSO_Administrator_5f2c1b7a90d3e846',
      'AWSServiceRoleForOrganizations',
      'SandboxPower',
      'StraybytesFix',
      'StraybytesRead',
    ]);
    const linked = new ListRolesCommand({ PathPrefix: '/aws-service-role/' });
    expect((await iam('sandbox').send(linked)).Roles).toHaveLength(1);
  });
});

test('who manages the organization sees which features of root access it has', async () => {
  const list = new ListOrganizationsFeaturesCommand({});
  const { EnabledFeatures, OrganizationId } = await iam('core').send(list);
  expect(EnabledFeatures).toEqual(['RootCredentialsManagement', 'RootSessions']);
  expect(OrganizationId).toMatch(/^o-/);
  await iam('security').send(list);
  await expect(iam('media').send(list)).rejects.toMatchObject({
    name: 'AccountNotManagementOrDelegatedAdministratorException',
  });
  expect((await iam('core').send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['example-core']);
});

describe('denials', () => {
  const ask = new GetAccountSummaryCommand({});
  const start = 'iam:GetAccountSummary on resource: *';
  const policy = 'arn:aws:organizations::204817365920:policy/o-abc/service_control_policy/p-1';

  test.each([
    [{ by: 'service control policy' }, `${start} with an explicit deny in a service control policy`],
    [{ by: 'service control policy', policyArn: policy }, `explicit deny in a service control policy: ${policy}`],
    [
      { by: 'service control policy', explicit: false },
      `${start} because no service control policy allows the iam:GetAccountSummary action`,
    ],
    [{ by: 'permissions boundary' }, `${start} with an explicit deny in a permissions boundary`],
    [
      { by: 'permissions boundary', explicit: false },
      `${start} because no permissions boundary allows the iam:GetAccountSummary action`,
    ],
    [{ by: 'session policy' }, `${start} with an explicit deny in a session policy`],
    [{ by: 'resource-based policy' }, `${start} with an explicit deny in a resource-based policy`],
    [{ by: 'identity-based policy', explicit: true }, `${start} with an explicit deny in an identity-based policy`],
    [
      { by: 'identity-based policy' },
      `${start} because no identity-based policy allows the iam:GetAccountSummary action`,
    ],
  ] as const)('%o', async (how, message) => {
    aws.faults.denied = [{ account: accountIds.media, action: 'iam:GetAccountSummary', ...how }];
    await expect(iam('media').send(ask)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 403 },
    });
    await iam('analytics').send(ask);
    await iam('media').send(new ListUsersCommand({}));
  });

  test('of an account hold for each of its services', async () => {
    aws.world.apply({
      type: 'account',
      change: { id: accountIds.media, denied: [{ action: '*', by: 'service control policy' }] },
    });
    await expect(iam('media').send(ask)).rejects.toThrow(/explicit deny in a service control policy/);
    const s3 = s3Client(aws.url, { credentials: userKeys(accountIds.media) });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow(/explicit deny in a service control policy/);
  });

  test('expired, unknown, throttled and planned failures have the names of IAM', async () => {
    aws.faults.throttleRate = 1;
    await expect(iam('media').send(ask)).rejects.toMatchObject({ name: 'Throttling' });
    aws.faults.reset();
    aws.faults.expiredToken = true;
    await expect(iam('media').send(ask)).rejects.toMatchObject({ name: 'ExpiredToken' });
    aws.faults.reset();
    aws.faults.errors = [{ operation: 'GetAccountSummary', status: 500, code: 'ServiceFailure', times: 1 }];
    await expect(iam('media').send(ask)).rejects.toMatchObject({ name: 'ServiceFailureException' });
    await iam('media').send(ask);
    const stranger = iamClient(aws.url, { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } });
    await expect(stranger.send(ask)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    aws.faults.profile = 'minimal';
    await expect(iam('media').send(ask)).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  });
});
