import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userKeys } from './caller.ts';
import { type SimulatedAws, startSimulatedAws } from './server.ts';
import { iamClient, organizationsClient, s3Client, stsClient } from './test-client.test-support.ts';

const account = '111122223333';
const member = '444455556666';
const credentials = userKeys(member);

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws();
  aws.world.addAccount({ id: member, name: 'member' });
});

afterEach(() => aws.close());

const change = (more: object) =>
  fetch(`${aws.url}/_simulated/accounts`, { method: 'POST', body: JSON.stringify({ id: member, ...more }) });
const summary = new GetAccountSummaryCommand({});
const costs = new GetCostAndUsageCommand({
  TimePeriod: { Start: '2026-11-01', End: '2026-11-02' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
});
const costExplorer = () =>
  new CostExplorerClient({ endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 });

test('one account is throttled, by every service in its own words; others are not', async () => {
  await change({ trouble: { throttleRate: 1 } });
  await expect(iamClient(aws.url, { credentials }).send(summary)).rejects.toMatchObject({ name: 'Throttling' });
  await expect(s3Client(aws.url, { credentials }).send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'SlowDown',
  });
  await expect(costExplorer().send(costs)).rejects.toMatchObject({ name: 'ThrottlingException' });
  await iamClient(aws.url).send(summary);
  await change({ trouble: null });
  await iamClient(aws.url, { credentials }).send(summary);
});

test('one account gets no answer in one region', async () => {
  await change({ trouble: { hungRegions: ['eu-west-1'] } });
  const identity = (region: string, keys = credentials) =>
    stsClient(aws.url, { region, credentials: keys }).send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(5_000),
    });
  await expect(identity('eu-west-1')).rejects.toMatchObject({ name: 'AbortError' });
  await identity('us-east-1');
  await identity('eu-west-1', userKeys(account));
});

test('an account is suspended after so many calls, and the organization knows', async () => {
  await change({ trouble: { suspendedAfter: 2 } });
  const iam = iamClient(aws.url, { credentials });
  await iam.send(summary);
  await iam.send(summary);
  await expect(iam.send(summary)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await expect(s3Client(aws.url, { credentials }).send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'AllAccessDisabled',
  });
  await expect(costExplorer().send(costs)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  const { Accounts } = await organizationsClient(aws.url).send(new ListAccountsCommand({}));
  expect(Accounts?.map(({ State }) => State)).toEqual(['ACTIVE', 'SUSPENDED']);
});

test('a change that makes no sense changes nothing', async () => {
  expect((await change({ state: 'ASLEEP' })).status).toBe(400);
  const both = [{ id: member, name: 'renamed' }, { id: '12' }];
  const answer = await fetch(`${aws.url}/_simulated/accounts`, { method: 'POST', body: JSON.stringify(both) });
  expect(answer.status).toBe(400);
  expect(aws.world.account(member)?.name).toBe('member');
});
