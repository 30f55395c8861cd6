import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetAccountSummaryCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { ListRootsCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { type AssumeRoleCommandInput, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userKeys } from '../caller.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { assumedKeys, iamClient, organizationsClient, s3Client, stsClient } from '../test-client.test-support.ts';
import type { Organization } from '../world/organization.ts';

const account = '111122223333';
const member = '444455556666';
const other = '777788889999';
const plain = (role: string) =>
  `User: arn:aws:iam::${account}:user/straybytes is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${member}:role/${role}`;

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization });
  aws.faults.verifySignatures = true;
});

afterEach(async () => {
  vi.useRealTimers();
  await aws.close();
});

function organization(): Organization {
  return {
    managementAccountId: account,
    accounts: [
      { id: account, name: 'main' },
      { id: other, name: 'other' },
      {
        id: member,
        name: 'member',
        roles: [
          { name: 'FinOpsRead', power: 'read', externalId: 'secret-1' },
          { name: 'ForOthers', power: 'read', trusts: [other] },
          { name: 'ForUser', power: 'fix', trusts: [`arn:aws:iam::${account}:user/straybytes`] },
          { name: 'Short', power: 'base', maxSessionSeconds: 3600 },
        ],
      },
    ],
    buckets: [],
  };
}

function assume(role: string, more: Partial<AssumeRoleCommandInput> = {}, sts = stsClient(aws.url)) {
  return assumedKeys(sts, { RoleArn: `arn:aws:iam::${member}:role/${role}`, RoleSessionName: 'test', ...more });
}

test('the external id must be brought, and be the right one', async () => {
  await expect(assume('FinOpsRead')).rejects.toMatchObject({ name: 'AccessDenied', message: plain('FinOpsRead') });
  await expect(assume('FinOpsRead', { ExternalId: 'secret-2' })).rejects.toThrow(plain('FinOpsRead'));
  const credentials = await assume('FinOpsRead', { ExternalId: 'secret-1' });
  const { Arn } = await stsClient(aws.url, { credentials }).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:sts::${member}:assumed-role/FinOpsRead/test`);
  await s3Client(aws.url, { credentials }).send(new ListBucketsCommand({}));
});

test('a role that is missing is not told from one that trusts somebody else', async () => {
  await expect(assume('StraybytesRead')).rejects.toMatchObject({ message: plain('StraybytesRead') });
  await expect(assume('ForOthers')).rejects.toMatchObject({ message: plain('ForOthers') });
  await assume('ForOthers', {}, stsClient(aws.url, { credentials: userKeys(other) }));
  await assume('ForUser');
});

test('IAM tells the trust that is asked: who is named gets in, and nobody else', async () => {
  aws.world.apply({ type: 'account', change: { id: member, roles: null } });
  const trustOf = async (RoleName: string) => {
    const { Role } = await iamClient(aws.url, { credentials: userKeys(member) }).send(new GetRoleCommand({ RoleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0].Principal.AWS;
  };
  expect(await trustOf('StraybytesRead')).toBe(`arn:aws:iam::${account}:root`);
  await assume('StraybytesRead');
  const stranger = stsClient(aws.url, { credentials: userKeys(other) });
  await expect(assume('StraybytesRead', {}, stranger)).rejects.toMatchObject({ name: 'AccessDenied' });
  const user = `arn:aws:iam::${account}:user/straybytes`;
  const roles = [{ name: 'StraybytesRead', power: 'read' as const, trusts: [user] }];
  aws.world.apply({ type: 'account', change: { id: member, roles } });
  expect(await trustOf('StraybytesRead')).toBe(user);
});

test('a role may assume another one, by its own name and for an hour', async () => {
  aws.world.addAccount({
    id: account,
    name: 'main',
    roles: [{ name: 'Hub', power: 'base' }],
  });
  const hub = { RoleArn: `arn:aws:iam::${account}:role/Hub`, RoleSessionName: 'hub' };
  const chained = stsClient(aws.url, { credentials: await assumedKeys(stsClient(aws.url), hub) });
  await expect(assume('ForUser', {}, chained)).rejects.toMatchObject({ name: 'AccessDenied' });
  const roles = [{ name: 'ForHub', power: 'read' as const, trusts: [`arn:aws:iam::${account}:role/Hub`] }];
  aws.world.apply({ type: 'account', change: { id: member, roles } });
  await assume('ForHub', {}, chained);
  await expect(assume('ForHub', { DurationSeconds: 7200 }, chained)).rejects.toThrow(/role chaining/);
  await expect(assume('ForHub')).rejects.toThrow(plain('ForHub'));
});

test('a policy that denies is named', async () => {
  aws.faults.denied = [{ account: member, action: 'sts:AssumeRole', by: 'service control policy' }];
  await expect(assume('ForUser')).rejects.toThrow(
    `${plain('ForUser')} with an explicit deny in a service control policy`,
  );
  aws.faults.denied = [{ action: 'sts:AssumeRole', by: 'identity-based policy' }];
  await expect(assume('ForUser')).rejects.toThrow(
    `${plain('ForUser')} because no identity-based policy allows the sts:AssumeRole action`,
  );
});

test('suspended accounts and those that left let nobody in', async () => {
  aws.world.apply({ type: 'account', change: { id: member, state: 'SUSPENDED' } });
  await expect(assume('ForUser')).rejects.toThrow(plain('ForUser'));
  aws.world.apply({ type: 'account', change: { id: member, state: 'LEFT' } });
  await expect(assume('ForUser')).rejects.toThrow(plain('ForUser'));
  aws.world.apply({ type: 'account', change: { id: member, state: 'ACTIVE', roles: null } });
  await assume('StraybytesRead');
});

test('a session is not longer than its role allows, and ends', async () => {
  await expect(assume('Short', { DurationSeconds: 7200 })).rejects.toThrow(/MaxSessionDuration set for this role/);
  aws.faults.sts = { sessionMs: 60_000 };
  const credentials = await assume('Short');
  const s3 = s3Client(aws.url, { credentials });
  await s3.send(new ListBucketsCommand({}));
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + 61_000);
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
});

test('a session ends with its role; a role that trusts otherwise refuses new sessions only', async () => {
  const credentials = await assume('FinOpsRead', { ExternalId: 'secret-1' });
  const s3 = s3Client(aws.url, { credentials });
  const changed = (role: object) =>
    aws.world.apply({
      type: 'account',
      change: { id: member, roles: [{ name: 'FinOpsRead', power: 'read', ...role }] },
    });
  changed({ externalId: 'secret-2' });
  await expect(assume('FinOpsRead', { ExternalId: 'secret-1' })).rejects.toThrow(plain('FinOpsRead'));
  await s3.send(new ListBucketsCommand({}));
  changed({ trusts: [other] });
  await expect(assume('FinOpsRead')).rejects.toThrow(plain('FinOpsRead'));
  await s3.send(new ListBucketsCommand({}));

  aws.world.apply({ type: 'account', change: { id: member, roles: [{ name: 'Another', power: 'read' }] } });
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  const invalid = { name: 'InvalidClientTokenId' };
  const sts = stsClient(aws.url, { credentials });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(invalid);
  const iam = iamClient(aws.url, { credentials });
  await expect(iam.send(new GetAccountSummaryCommand({}))).rejects.toMatchObject(invalid);
  const organizations = organizationsClient(aws.url, { credentials });
  await expect(organizations.send(new ListRootsCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});

test('regions where STS is switched off refuse, others answer', async () => {
  aws.faults.sts = { regionsOff: ['eu-west-1'] };
  await expect(assume('ForUser', {}, stsClient(aws.url, { region: 'eu-west-1' }))).rejects.toMatchObject({
    name: 'RegionDisabledException',
  });
  await assume('ForUser', {}, stsClient(aws.url, { region: 'ap-northeast-2' }));
});

test('a changed account outlives the process', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-aws-'));
  try {
    const journal = path.join(folder, 'world.jsonl');
    await aws.close();
    aws = await startSimulatedAws({ organization, journal });
    aws.world.apply({
      type: 'account',
      change: {
        id: member,
        roles: [{ name: 'Onboarded', power: 'read' }],
        iam: { root: { lastUsedAt: '2026-11-01T00:00:00Z' } },
      },
    });
    await aws.close();
    aws = await startSimulatedAws({ organization, journal });
    await assume('Onboarded');
    await expect(assume('ForUser')).rejects.toThrow(plain('ForUser'));
    const { iam } = aws.world.account(member) ?? {};
    expect(iam?.({ id: member, bornAt: aws.world.bornAt }).root.lastUsedAt).toEqual(new Date('2026-11-01T00:00:00Z'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
