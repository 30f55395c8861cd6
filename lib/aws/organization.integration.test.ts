import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import { resetEnv } from '#lib/env.ts';
import { accountSummary } from './account-summary.ts';
import { alternateContacts } from './alternate-contacts.ts';
import { forgetOffset } from './clock.ts';
import { credentialReport } from './credential-report.ts';
import { listBuckets } from './list-buckets.ts';
import { listRoles } from './list-roles.ts';
import { memoryOf } from './memory.ts';
import { assignedMfaDevices } from './mfa-devices.ts';
import { motoAccount, motoIsThere, startMoto } from './moto-server.test-support.ts';
import { organizationAccounts } from './organization.ts';
import { organizationFeatures } from './organization-features.ts';
import type { AwsTarget } from './target.ts';

function useEndpoint(url: string, more: Record<string, string> = {}): void {
  const before = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: demoAccessKeyId, AWS_SECRET_ACCESS_KEY: demoSecretKey };
  Object.assign(process.env, before, { AWS_REGION: 'us-east-1', MEMBER_ACCOUNTS: '', EXTERNAL_ID: '' }, more);
  resetEnv();
  memoryOf.forget();
  forgetOffset();
}

function target(accountId: string): AwsTarget {
  return { accountId, region: 'us-east-1', power: 'read' };
}

describe('an organization', () => {
  let aws: SimulatedAws;
  beforeEach(async () => {
    const organization = { ...seededOrganization({ seed: 'straybytes', now: new Date() }), buckets: [] };
    aws = await startSimulatedAws({ organization });
    aws.faults.set({ verifySignatures: true });
    useEndpoint(aws.url);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await aws.close();
  });

  test('is listed whole, through empty pages, with states of either name', async () => {
    aws.faults.set({ organizations: { emptyPages: 2 } });
    const now = await organizationAccounts(target(accountIds.core));
    expect(now.accounts).toHaveLength(8);
    expect(now.problem).toBeNull();
    expect(now.accounts.find(({ name }) => name === 'media')).toEqual({
      accountId: accountIds.media,
      name: 'media',
      email: 'aws+media@example.com',
      state: 'ACTIVE',
      ou: ['Workloads', 'Prod'],
      management: false,
    });
    aws.faults.set({ organizations: { onlyStatus: true } });
    const before = await organizationAccounts(target(accountIds.core));
    expect(before.accounts).toEqual(now.accounts);
  });

  test('units that may not be read leave the accounts', async () => {
    aws.faults.set({ denied: [{ action: 'organizations:ListRoots', by: 'permissions boundary' }] });
    const found = await organizationAccounts(target(accountIds.core));
    expect(found.accounts.map(({ ou }) => ou)).toEqual(Array(8).fill(null));
    expect(found.problem?.message).toMatch(/permissions boundary .* denies organizations:ListRoots/);
  });

  test('that is none, or not ours to list, says so', async () => {
    aws.faults.set({ organizations: { notInUse: true } });
    await expect(organizationAccounts(target(accountIds.core))).rejects.toMatchObject({
      code: 'notFound',
      details: { reason: 'notInUse' },
    });
    aws.faults.set({ organizations: {}, profile: 'minimal' });
    memoryOf.forget();
    await expect(organizationAccounts(target(accountIds.core))).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('members are read by their roles, in which STS may be off at home and the external id matters', async () => {
    aws.world.apply({ type: 'account', change: { id: accountIds.media, externalId: 'of-ours' } });
    await expect(accountSummary(target(accountIds.media))).rejects.toMatchObject({
      code: 'denied',
      details: { operation: 'AssumeRole', awsMessage: expect.stringContaining('sts:AssumeRole') },
    });
    aws.faults.set({ sts: { regionsOff: ['eu-west-3'] } });
    useEndpoint(aws.url, { EXTERNAL_ID: 'of-ours', AWS_REGION: 'eu-west-3' });
    await accountSummary(target(accountIds.media));
    expect((await listRoles(target(accountIds.media))).length).toBeGreaterThan(2);
    const report = await credentialReport(target(accountIds.media));
    expect(report.rows[0]?.user).toBe('<root_account>');
    await assignedMfaDevices(target(accountIds.media));
    expect(await alternateContacts(target(accountIds.media))).toHaveProperty('billing');
    expect(await organizationFeatures(target(accountIds.core))).toEqual({
      enabled: ['RootCredentialsManagement', 'RootSessions'],
    });
    await expect(organizationFeatures(target(accountIds.media))).rejects.toMatchObject({ code: 'refused' });
  });

  test('hundreds of accounts are asked over the same few connections', async () => {
    let opened = 0;
    const count = () => {
      opened += 1;
    };
    subscribe('net.client.socket', count);
    try {
      for (const accountId of [accountIds.media, accountIds.sandbox, accountIds.security]) {
        await accountSummary(target(accountId));
        await listBuckets({ target: target(accountId) }).next();
        await alternateContacts(target(accountId));
      }
    } finally {
      unsubscribe('net.client.socket', count);
    }
    // One for who we are, and one for all that follows.
    expect(opened).toBeLessThanOrEqual(2);
  });

  test('a report in the making is waited for', async () => {
    aws.faults.set({ credentialReport: { polls: 3 } });
    expect((await credentialReport(target(accountIds.core))).rows.length).toBeGreaterThan(1);
  });

  test('sessions that end soon are made anew on the way', async () => {
    aws.faults.set({ sts: { sessionMs: 60_000 } });
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let round = 0; round < 4; round += 1) {
      await accountSummary(target(accountIds.sandbox));
      vi.setSystemTime(Date.now() + 40_000);
    }
  });
});

describe.runIf(motoIsThere('the contract test of organizations'))('an organization of moto', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  test('is walked, and a role of a member assumed', async () => {
    useEndpoint(moto.url);
    const client = new OrganizationsClient({ endpoint: moto.url, region: 'us-east-1' });
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const { Roots } = await client.send(new ListRootsCommand({}));
    const root = Roots?.[0]?.Id ?? '';
    const unit = async (Name: string, ParentId: string) => {
      const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }));
      return OrganizationalUnit?.Id ?? '';
    };
    const prod = await unit('Prod', await unit('Workloads', root));
    const made = await client.send(new CreateAccountCommand({ AccountName: 'media', Email: 'media@example.com' }));
    const { CreateAccountStatus } = await client.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: made.CreateAccountStatus?.Id }),
    );
    const AccountId = CreateAccountStatus?.AccountId ?? '';
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: prod }));
    const { accounts, managementAccountId } = await organizationAccounts(target(motoAccount));
    expect(managementAccountId).toBe(motoAccount);
    expect(accounts.find(({ accountId }) => accountId === AccountId)).toMatchObject({
      name: 'media',
      state: 'ACTIVE',
      ou: ['Workloads', 'Prod'],
    });
    expect(accounts.find(({ management }) => management)).toMatchObject({ accountId: motoAccount, ou: [] });
    expect(Array.isArray(await listRoles(target(AccountId)))).toBe(true);
    expect(await accountSummary(target(AccountId))).toHaveProperty('Users');
    client.destroy();
  });
});
