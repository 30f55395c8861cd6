import {
  type Account,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userKeys } from '../caller.ts';
import { accountIds, managementAccountId } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { assumedKeys, organizationsClient, stsClient } from '../test-client.test-support.ts';

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization });
  aws.faults.verifySignatures = true;
});

afterEach(() => aws.close());

const client = (accountId?: string) =>
  organizationsClient(aws.url, accountId === undefined ? {} : { credentials: userKeys(accountId) });

async function everyAccount(size: number): Promise<{ accounts: Account[]; pages: number[] }> {
  const accounts: Account[] = [];
  const pages: number[] = [];
  let token: string | undefined;
  do {
    const page = await client().send(new ListAccountsCommand({ MaxResults: size, NextToken: token }));
    accounts.push(...(page.Accounts ?? []));
    pages.push(page.Accounts?.length ?? 0);
    token = page.NextToken;
  } while (token);
  return { accounts, pages };
}

test('accounts come in pages with their state, names and addresses', async () => {
  const { accounts, pages } = await everyAccount(3);
  expect(pages).toEqual([3, 3, 2]);
  expect(accounts.map(({ Name, State }) => `${Name} ${State}`)).toEqual([
    'core ACTIVE',
    'analytics ACTIVE',
    'data-platform ACTIVE',
    'media ACTIVE',
    'security ACTIVE',
    'ml-research ACTIVE',
    'sandbox ACTIVE',
    'legacy-shop SUSPENDED',
  ]);
  expect(accounts[1]).toMatchObject({ Id: accountIds.analytics, Email: 'aws+analytics@example.com' });
  expect(accounts.every(({ Status }) => Status === undefined)).toBe(true);
  expect(accounts[1]?.JoinedTimestamp).toBeInstanceOf(Date);
});

test('pages may be empty and have a token all the same', async () => {
  aws.faults.organizations = { emptyPages: 2 };
  expect((await everyAccount(5)).pages).toEqual([0, 0, 5, 3]);
});

test('before September 2026 an account has a Status and no State', async () => {
  aws.faults.organizations = { onlyStatus: true };
  const { accounts } = await everyAccount(20);
  expect(accounts.map(({ State }) => State)).toEqual(Array(8).fill(undefined));
  expect(accounts.at(-1)?.Status).toBe('SUSPENDED');
});

test('pages larger than 20 and forged tokens are refused', async () => {
  await expect(client().send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    Reason: 'MAX_VALUE_EXCEEDED',
  });
  await expect(client().send(new ListAccountsCommand({ NextToken: 'mine' }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    Reason: 'INVALID_NEXT_TOKEN',
  });
});

test('the tree is walked from its root, up and down', async () => {
  const root = (await client().send(new ListRootsCommand({}))).Roots?.[0];
  expect(root).toMatchObject({ Id: expect.stringMatching(/^r-[0-9a-f]{4}$/), Name: 'Root' });
  const unitsIn = async (parent: string | undefined) =>
    (await client().send(new ListOrganizationalUnitsForParentCommand({ ParentId: parent }))).OrganizationalUnits ?? [];
  const top = await unitsIn(root?.Id);
  expect(top.map(({ Name }) => Name)).toEqual(['Infrastructure', 'Security', 'Workloads', 'Sandbox', 'Suspended']);
  const workloads = top.find(({ Name }) => Name === 'Workloads');
  const below = await unitsIn(workloads?.Id);
  expect(below.map(({ Name }) => Name)).toEqual(['Prod', 'Dev']);
  const accountsIn = async (parent: string | undefined) =>
    (await client().send(new ListAccountsForParentCommand({ ParentId: parent }))).Accounts?.map(({ Name }) => Name);
  expect(await accountsIn(below[0]?.Id)).toEqual(['analytics', 'media']);
  expect(await accountsIn(root?.Id)).toEqual(['core']);
  const parentOf = async (child: string | undefined) =>
    (await client().send(new ListParentsCommand({ ChildId: child }))).Parents?.[0];
  expect(await parentOf(accountIds.media)).toEqual({ Id: below[0]?.Id, Type: 'ORGANIZATIONAL_UNIT' });
  expect(await parentOf(below[0]?.Id)).toEqual({ Id: workloads?.Id, Type: 'ORGANIZATIONAL_UNIT' });
  expect(await parentOf(workloads?.Id)).toEqual({ Id: root?.Id, Type: 'ROOT' });
  await expect(parentOf('999999999999')).rejects.toMatchObject({ name: 'ChildNotFoundException' });
  await expect(unitsIn('ou-none-00000000')).rejects.toMatchObject({ name: 'ParentNotFoundException' });
});

test('only the management account and delegated administrators may ask', async () => {
  const list = new ListAccountsCommand({});
  await expect(client(accountIds.media).send(list)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: "You don't have permissions to access this resource.",
  });
  expect((await client(accountIds.security).send(list)).Accounts).toHaveLength(8);
  const described = await client(accountIds.media).send(new DescribeOrganizationCommand({}));
  expect(described.Organization).toMatchObject({ MasterAccountId: managementAccountId, FeatureSet: 'ALL' });
  const delegated = await client().send(new ListDelegatedAdministratorsCommand({}));
  expect(delegated.DelegatedAdministrators?.map(({ Name }) => Name)).toEqual(['security']);
  const none = new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'config.amazonaws.com' });
  expect((await client().send(none)).DelegatedAdministrators).toEqual([]);
  const sessionKeys = await assumedKeys(stsClient(aws.url), {
    RoleArn: `arn:aws:iam::${managementAccountId}:role/StraybytesRead`,
    RoleSessionName: 'test',
  });
  expect((await organizationsClient(aws.url, { credentials: sessionKeys }).send(list)).Accounts).toHaveLength(8);
});

test('an account without an organization, a refusal and a throttle have their names', async () => {
  const list = new ListAccountsCommand({});
  aws.faults.organizations = { notInUse: true };
  await expect(client().send(list)).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  aws.faults.reset();
  aws.faults.denied = [{ action: 'organizations:ListAccounts', by: 'identity-based policy' }];
  await expect(client().send(list)).rejects.toThrow(
    'is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows the organizations:ListAccounts action',
  );
  aws.faults.reset();
  aws.faults.throttleRate = 1;
  await expect(client().send(list)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  aws.faults.reset();
  aws.faults.expiredToken = true;
  await expect(client().send(list)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  aws.faults.reset();
  const stranger = organizationsClient(aws.url, { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } });
  await expect(stranger.send(list)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});

test('accounts leave, move and come', async () => {
  const change = async (body: object) => {
    const answer = await fetch(`${aws.url}/_simulated/accounts`, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
  };
  await change({ id: accountIds.sandbox, state: 'LEFT' });
  await change([
    { id: accountIds.media, unit: 'Workloads/Streaming', name: 'streaming' },
    { id: '100000000001', name: 'new', unit: 'Workloads/Dev' },
  ]);
  const { accounts } = await everyAccount(20);
  expect(accounts.map(({ Name }) => Name)).not.toContain('sandbox');
  expect(accounts.find(({ Id }) => Id === accountIds.media)?.Name).toBe('streaming');
  const parent = await client().send(new ListParentsCommand({ ChildId: accountIds.media }));
  const moved = await client().send(new ListAccountsForParentCommand({ ParentId: parent.Parents?.[0]?.Id }));
  expect(moved.Accounts?.map(({ Name }) => Name)).toEqual(['streaming']);
  expect(accounts.map(({ Id }) => Id)).toContain('100000000001');
  await expect(client(accountIds.sandbox).send(new ListAccountsCommand({}))).rejects.toMatchObject({
    name: 'AWSOrganizationsNotInUseException',
  });
});
