import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { type CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { userKeys } from '../caller.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { budgets, costExplorer } from '../spend-client.test-support.ts';

const account = '111122223333';
const member = '444455556666';
const now = new Date('2026-11-23T12:25:00Z');
const ask = new GetCostAndUsageCommand({
  TimePeriod: { Start: '2026-11-01', End: '2026-11-23' },
  Granularity: 'MONTHLY',
  Metrics: ['UnblendedCost'],
});

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ now });
  aws.faults.verifySignatures = true;
  aws.world.addAccount({ id: member, name: 'analytics' });
  aws.world.bill.add(
    [account, member].map((accountId) => ({ start: '2026-11-02', accountId, service: 'S', unblended: '1' })),
  );
});

afterEach(() => aws.faults.reset());
afterAll(() => aws.close());

const failureOf = (client: CostExplorerClient) =>
  client.send(ask).then(
    () => null,
    (error: Error) => error,
  );

test.each([
  ['notEnabled', 'AccessDeniedException', 'User not enabled for cost explorer access'],
  ['linkedDenied', 'AccessDeniedException', "Linked account doesn't have access to cost explorer."],
  ['denied', 'AccessDeniedException', 'explicit deny'],
  ['dataUnavailable', 'DataUnavailableException', 'Data is not available'],
  ['billExpired', 'BillExpirationException', 'expired'],
  ['unavailable', 'InternalErrorException', 'Internal'],
] as const)('%s answers %s', async (state, name, message) => {
  aws.faults.costExplorer.state = state;
  expect(await failureOf(costExplorer(aws.url))).toMatchObject({ name, message: expect.stringContaining(message) });
});

test.each([
  ['html', 500],
  ['htmlOk', 200],
] as const)('%s is a page that the SDK cannot read', async (state, httpStatusCode) => {
  aws.faults.costExplorer.state = state;
  expect(await failureOf(costExplorer(aws.url))).toMatchObject({ $metadata: { httpStatusCode } });
});

test('a fault may strike one account or one operation only', async () => {
  aws.faults.costExplorer = { state: 'notEnabled', accounts: [member] };
  expect(await failureOf(costExplorer(aws.url))).toBeNull();
  expect(await failureOf(costExplorer(aws.url, userKeys(member)))).not.toBeNull();
  aws.faults.costExplorer = { state: 'html', operations: ['GetCostForecast'] };
  expect(await failureOf(costExplorer(aws.url))).toBeNull();
});

test('each service has its own throttling, and its own errors by count', async () => {
  aws.faults.set({ costExplorer: { throttleRate: 1 }, budgets: { throttleRate: 1 } });
  expect(await failureOf(costExplorer(aws.url))).toMatchObject({ name: 'LimitExceededException' });
  const list = () => budgets(aws.url).send(new DescribeBudgetsCommand({ AccountId: account }));
  await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException' });
  aws.faults.reset();
  aws.faults.errors = [{ operation: 'DescribeBudgets', status: 400, code: 'AccessDeniedException', times: 1 }];
  await expect(list()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect((await list()).Budgets).toEqual([]);
});

test('another server than AWS knows none of it', async () => {
  aws.faults.profile = 'minimal';
  expect(await failureOf(costExplorer(aws.url))).toMatchObject({ $metadata: { httpStatusCode: 501 } });
  await expect(budgets(aws.url).send(new DescribeBudgetsCommand({ AccountId: account }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
});

test('calls are counted by operation, faults are set over HTTP', async () => {
  const before = aws.world.requests.GetCostAndUsage ?? 0;
  await costExplorer(aws.url).send(ask);
  expect(aws.world.requests.GetCostAndUsage).toBe(before + 1);
  const body = JSON.stringify({ costExplorer: { state: 'notEnabled' } });
  await fetch(`${aws.url}/_simulated/faults`, { method: 'POST', body });
  expect(await failureOf(costExplorer(aws.url))).toMatchObject({ name: 'AccessDeniedException' });
});
