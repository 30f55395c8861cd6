import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { fixPolicy } from '#lib/fix/actions.ts';
import { addDays, dayOf } from '#lib/spend/calendar.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { database } from '#lib/store/database.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { addUploads, collect, ended, errors, type Lab, row } from './collecting.test-support.ts';
import { requestCollect } from './request.ts';
import {
  collectSpend,
  count,
  openSpendLab,
  payer,
  readings,
  states,
  truth,
  withoutNothing,
} from './spend.test-support.ts';
import { startWorker } from './worker.ts';

let lab: Lab;
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child);
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

async function startProcess(): Promise<ChildProcess> {
  const child = fork(new URL('./worker-process.test-support.ts', import.meta.url), {
    env: { ...process.env, ...lab.environment, NODE_OPTIONS: '' },
    execArgv: [],
  });
  children.push(child);
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function expectTruth(): Promise<void> {
  const today = dayOf(lab.aws.world.clock.now());
  for (const groupBy of ['service', 'account', 'region', 'usageType'] as const) {
    const days = { groupBy, from: addDays(today, -89), to: addDays(today, 1) };
    const { items } = await costSeries({ granularity: 'daily', metric: 'unblended', ...days });
    const sums: Record<string, number> = {};
    for (const {
      keys: [key = ''],
      amount,
    } of items)
      sums[key] = (sums[key] ?? 0) + Math.round(Number(amount) * 1e9);
    expect(withoutNothing(sums)).toEqual(truth(lab.aws, days));
  }
}

async function calls(operation: string, atLeast: number): Promise<void> {
  for (let waited = 0; (lab.aws.world.requests[operation] ?? 0) < atLeast; waited += 5) {
    if (waited > 20_000) throw new Error(`Only ${lab.aws.world.requests[operation]} ${operation} calls came.`);
    await sleep(5);
  }
}

test('a worker killed while it reads the bill: the next one reads it again and counts nothing twice', async () => {
  lab = await openSpendLab({ works: false });
  lab.aws.faults.latencyMs = 60;
  const first = await startProcess();
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test', kinds: ['costs', 'budgets'] });
  await calls('GetCostAndUsage', 7);
  await kill(first);
  expect(await count('spend_snapshot')).toBe(0);
  await startProcess();
  expect(await ended(runId)).toMatchObject({ status: 'completed', problems: [] });
  expect(await states('costs')).toEqual({ [payer]: 'ok' });
  await expectTruth();
});

test('a worker that is stopped lets the bill go, and two never read the same', async () => {
  lab = await openSpendLab({ works: false });
  lab.aws.faults.latencyMs = 60;
  const first = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const second = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test', kinds: ['costs', 'forecast'] });
  await calls('GetCostAndUsage', 5);
  await first.stop();
  expect(await ended(runId)).toMatchObject({ status: 'completed', problems: [] });
  await second.stop();
  expect(lab.aws.world.requests.GetCostForecast).toBe(1);
  await expectTruth();
});

test('the daily budget ends a reading with what it has; the buckets have their half', async () => {
  lab = await openSpendLab({ environment: { DAILY_API_BUDGET_USD: '0.2' } });
  lab.aws.world.addBucket({ accountId: payer, name: 'b', region: 'us-east-1' });
  addUploads(lab.aws, { bucket: 'b', count: 50 });
  const progress = await collect({ kinds: [] });
  expect(progress).toMatchObject({ status: 'completed', partial: false, problems: [], stoppedBy: null });
  expect(await row('b')).toMatchObject({ ...lab.aws.world.truth(payer, 'b'), measurement: 'exact' });
  expect(await states('costs')).toMatchObject({ [payer]: 'budget' });
  expect((await readings('costs'))[payer]?.problem).toContain('DAILY_API_BUDGET_USD');
  expect(await spentOn(lab.aws.world.clock.now())).toBeLessThanOrEqual(0.2);
  expect(lab.aws.world.requests.GetCostAndUsage).toBeLessThanOrEqual(20);
  // The members are not asked for what the payer will tell.
  expect(Object.values(await states('costs')).every((state) => state === 'budget')).toBe(true);
  for (let day = 0; day < 3; day += 1) {
    lab.aws.world.clock.advance({ days: 1 });
    await collectSpend(['costs']);
  }
  expect(await states('costs')).toEqual({ [payer]: 'ok' });
  await expectTruth();
});

test('what the day cannot pay for is not begun', async () => {
  lab = await openSpendLab({ environment: { DAILY_API_BUDGET_USD: '0.05' } });
  for (let day = 0; day < 2; day += 1) {
    await collectSpend(['costs']);
    const { state, problem } = (await readings('costs'))[payer] ?? {};
    expect([state, problem]).toEqual(['budget', expect.stringMatching(/needs about \$0\.08.*leaves \$0\.05 of today/)]);
    lab.aws.world.clock.advance({ days: 1 });
  }
  expect(lab.aws.world.requests.GetCostAndUsage ?? 0).toBe(0);
});

test('cuts that were paid for are kept, and the next day goes on from there', async () => {
  lab = await openSpendLab({ environment: { DAILY_API_BUDGET_USD: '0.1' } });
  const cuts = async () => {
    const { rows } = await database().pool.query<{ cut: string }>(
      `select distinct granularity || ' ' || cut as cut from cost_period order by 1`,
    );
    return rows.map(({ cut }) => cut);
  };
  const seen: string[][] = [];
  for (let day = 0; day < 4; day += 1) {
    const before = lab.aws.world.requests.GetCostAndUsage ?? 0;
    await collectSpend(['costs']);
    expect((lab.aws.world.requests.GetCostAndUsage ?? 0) - before).toBeLessThanOrEqual(10);
    seen.push(await cuts());
    lab.aws.world.clock.advance({ days: 1 });
  }
  expect(seen[0]).toContain('daily service');
  expect(seen[0]).not.toContain('daily usageType');
  expect(seen[1]).toContain('daily usageType');
  expect(seen.at(-1)).toHaveLength(6);
});

test('pages are read to their end, and every one is counted', async () => {
  lab = await openSpendLab();
  lab.aws.faults.costExplorer = { pageGroups: 900 };
  const progress = await collectSpend(['costs']);
  await expectTruth();
  expect(progress.apiCalls.GetCostAndUsage).toBeGreaterThan(12);
  expect((await readings('costs'))[payer]?.data).toMatchObject({ requests: progress.apiCalls.GetCostAndUsage });
});

test('a server that only speaks S3 is asked for no bill', async () => {
  lab = await openSpendLab({ works: false });
  const { url } = lab.aws;
  Object.assign(process.env, { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_S3: url });
  const { memoryOf } = await import('#lib/aws/memory.ts');
  const { resetEnv } = await import('#lib/env.ts');
  resetEnv();
  memoryOf.forget();
  const worker = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  await collectSpend();
  await worker.stop();
  delete process.env.AWS_ENDPOINT_URL_S3;
  const told = Object.values({ ...(await readings('costs')), ...(await readings('budgets')) });
  expect(told.map(({ state }) => state)).toEqual(told.map(() => 'unsupported'));
  expect(told[0]?.problem).toContain('only speaks S3');
  expect(Object.keys(lab.aws.world.requests).filter((operation) => /Cost|Budget/.test(operation))).toEqual([]);
});
