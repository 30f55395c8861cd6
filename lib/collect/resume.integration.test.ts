import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixPolicy } from '#lib/fix/actions.ts';
import { database } from '#lib/store/database.ts';
import { pendingReadings } from '#lib/store/run-readings.ts';
import { latestRun, runById } from '#lib/store/runs.ts';
import { nameAccounts } from './begin-run.ts';
import { account, addUploads, ended, errors, type Lab, openLab, row, totals } from './collecting.test-support.ts';
import { collectProgress } from './progress.ts';
import { requestCollect } from './request.ts';
import { startWorker } from './worker.ts';

let lab: Lab;
const children: ChildProcess[] = [];

beforeEach(async () => {
  lab = await openLab({ works: false });
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
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
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function fill(buckets: number, each: number): { names: string[]; pages: number } {
  const names = Array.from({ length: buckets }, (_, index) => `bucket-${index}`);
  for (const name of names) {
    lab.aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
    addUploads(lab.aws, { bucket: name, count: each });
  }
  return { names, pages: names.length * Math.max(1, Math.ceil(each / 1000)) };
}

async function expectTruth(names: string[]): Promise<void> {
  for (const name of names)
    expect(await row(name)).toMatchObject({
      ...lab.aws.world.truth(account, name),
      measurement: 'exact',
      problem: null,
    });
}

async function calls(operation: string, atLeast: number): Promise<void> {
  for (let waited = 0; (lab.aws.world.requests[operation] ?? 0) < atLeast; waited += 5) {
    if (waited > 20_000) throw new Error(`Only ${lab.aws.world.requests[operation]} ${operation} calls came.`);
    await sleep(5);
  }
}

test.each([
  ['while it lists', 'ListMultipartUploads', 3],
  ['while it sizes', 'ListParts', 1_500],
] as const)('a worker killed %s: the next one goes on at the checkpoint', async (_when, operation, atLeast) => {
  const { names, pages } = fill(1, 7_000);
  lab.aws.faults.latencyMs = 25;
  const first = await startProcess();
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  await calls(operation, atLeast);
  await kill(first);
  const killedAt = Date.now();
  await startProcess();
  const resumedAt = new Promise<number>((resolve) =>
    lab.aws.onRequest(({ operation: asked }) => /^List/.test(asked) && resolve(Date.now())),
  );
  const progress = await ended(runId);
  expect(progress).toMatchObject({ status: 'completed', partial: false, problems: [] });
  // When the lease has ended, and not only when the queue misses the heartbeat of its job.
  expect((await resumedAt) - killedAt).toBeLessThan(29_000);
  await expectTruth(names);
  expect(await totals()).toMatchObject({ uploads: 7_000 });
  const asked = lab.aws.world.requests;
  expect(asked.ListBuckets).toBe(1);
  expect(asked.ListMultipartUploads).toBeLessThanOrEqual(pages + 1);
  // What was in flight or not yet stored is asked again: a few batches, not everything.
  expect(asked.ListParts).toBeLessThanOrEqual(7_000 + 1_600);
});

test('killed again and again at random moments, nothing is lost and nothing doubled', async () => {
  const { names } = fill(12, 250);
  lab.aws.faults.latencyMs = 15;
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  for (let round = 0; round < 3; round += 1) {
    const child = await startProcess();
    await sleep(200 + Math.random() * 700);
    await kill(child);
    await database().pool.query(`update run_bucket set lease_until = now() where lease_until > now()`);
  }
  await startProcess();
  expect(await ended(runId)).toMatchObject({ status: 'completed', progress: { done: 12, total: 12 } });
  await expectTruth(names);
  const { rows } = await database().pool.query(
    `select (select count(*)::int from upload) as uploads, (select count(*)::int from snapshot) as snapshots,
       (select count(*)::int from bucket_snapshot) as rows, (select sum(bytes)::float8 from account_day) as bytes`,
  );
  const bytes = names.reduce((sum, name) => sum + lab.aws.world.truth(account, name).bytes, 0);
  expect(rows[0]).toEqual({ uploads: 3_000, snapshots: 1, rows: 12, bytes });
});

test('two workers share the work and never ask for the same page', async () => {
  const { names, pages } = fill(150, 40);
  names.push(...fillOne('large', 3_500));
  lab.aws.faults.latencyMs = 40;
  const byWorker = new Map<string, number>();
  await Promise.all([startProcess(), startProcess()]);
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  for (let done = false; !done; await sleep(20)) {
    const { rows } = await database().pool.query(
      'select distinct lease_owner as owner from run_bucket where lease_owner is not null',
    );
    for (const { owner } of rows) byWorker.set(owner, 1);
    done = (await database().pool.query(`select from collect_run where status = 'completed'`)).rowCount === 1;
  }
  expect(await ended(runId)).toMatchObject({ status: 'completed', problems: [] });
  await expectTruth(names);
  expect(byWorker.size).toBe(2);
  expect(lab.aws.world.requests).toMatchObject({
    ListBuckets: 1,
    ListMultipartUploads: pages + 4,
    GetBucketLifecycleConfiguration: 151,
    ListParts: 150 * 40 + 3_500,
  });
});

test('a worker that is stopped lets go at once, and nothing is asked twice', async () => {
  const { names } = fill(3, 2_000);
  lab.aws.faults.latencyMs = 20;
  const first = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  await calls('ListParts', 1_000);
  await first.stop();
  const { rows } = await database().pool.query(
    'select status, (select count(*)::int from run_bucket where lease_owner is not null) as held from collect_run',
  );
  expect(rows[0]).toEqual({ status: 'running', held: 0 });
  const second = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const progress = await ended(runId);
  await second.stop();
  expect(progress.status).toBe('completed');
  await expectTruth(names);
  expect(lab.aws.world.requests.ListParts).toBe(6_000);
  expect(lab.aws.world.requests.ListMultipartUploads).toBeLessThanOrEqual(9);
});

test('accounts whose jobs were lost are planned though they are more than the connections of the store', async () => {
  await lab.close();
  const ids = Array.from({ length: 30 }, (_, index) => String(222_000_000_000 + index));
  lab = await openLab({ works: false, environment: { MEMBER_ACCOUNTS: ids.join(',') } });
  for (const id of ids) {
    lab.aws.world.addAccount({ id, name: `account ${id}` });
    lab.aws.world.addBucket({ accountId: id, name: `bucket-${id}`, region: 'us-east-1' });
  }
  lab.aws.faults.latencyMs = 50;
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  const run = await runById(runId);
  if (run) expect(await nameAccounts(run)).toHaveLength(31);
  const worker = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const progress = await ended(runId).finally(() => worker.stop());
  expect(progress).toMatchObject({ status: 'completed', problems: [], progress: { done: 30, total: 30 } });
  expect(lab.aws.world.requests.ListBuckets).toBe(31);
});

test('a run that is seen running has its accounts and what is to be read of them', async () => {
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test', kinds: ['costs'] });
  const [run, seen] = await Promise.all([runById(runId), database().pool.connect()]);
  if (!run) throw new Error('The run is gone.');
  await seen.query('begin');
  await seen.query('lock table run_account in share row exclusive mode');
  const begun = nameAccounts(run);
  const waits = `select 1 from pg_locks where relation = 'run_account'::regclass and not granted`;
  await expect.poll(async () => (await seen.query(waits)).rowCount, { timeout: 30_000 }).toBe(1);
  const meanwhile = await runById(runId);
  await seen.query('commit');
  seen.release();
  expect(meanwhile?.status).toBe('queued');
  expect(await begun).toEqual([account]);
  expect((await runById(runId))?.status).toBe('running');
  expect(await pendingReadings(runId)).toBe(1);
});

test('a second request while one is queued or running joins it', async () => {
  fill(1, 10);
  const first = await requestCollect({ trigger: 'api', actor: 'one', buckets: [`${account}/bucket-0`] });
  const second = await requestCollect({ trigger: 'page', actor: 'two' });
  expect(second).toEqual({ runId: first.runId, joined: true });
  // It had not begun: now it covers both requests.
  const { rows } = await database().pool.query('select buckets, accounts from collect_run');
  expect(rows).toEqual([{ buckets: [], accounts: [] }]);
  const many = await Promise.all(Array.from({ length: 8 }, () => requestCollect({ trigger: 'api', actor: 'x' })));
  expect(new Set(many.map(({ runId }) => runId))).toEqual(new Set([first.runId]));
});

test('a request that the running collection does not answer is answered by the next one', async () => {
  const { names } = fill(3, 40);
  // Long enough to ask while a collection runs, on a busy machine too.
  lab.aws.faults.latencyMs = 700;
  const worker = await startWorker({ fixPolicy, onError: (error) => errors.push(error) });
  const first = await requestCollect({ trigger: 'fix', actor: 'ann', buckets: [`${account}/bucket-0`] });
  await calls('ListMultipartUploads', 1);
  const joined = await requestCollect({ trigger: 'schedule', actor: 'schedule' });
  expect(joined).toEqual({ runId: first.runId, joined: true, followUpRunId: expect.any(String) });
  const { followUpRunId = '' } = joined;
  expect(await requestCollect({ trigger: 'fix', actor: 'bob', buckets: [`${account}/bucket-1`] })).toEqual(joined);
  // Whoever asked can wait for it: it is told before it begins.
  expect(await collectProgress(followUpRunId)).toMatchObject({ runId: followUpRunId, status: 'queued' });
  expect(await ended(first.runId)).toMatchObject({ status: 'completed', progress: { done: 1, total: 1 } });
  const next = await latestRun();
  expect(next).toMatchObject({
    runId: followUpRunId,
    trigger: 'schedule',
    requestedBy: 'schedule',
    accounts: [],
    buckets: [],
  });
  // Asked for while all is read: bucket-1 may have been read before it was written.
  for (let status = ''; status !== 'running'; await sleep(5)) status = (await latestRun())?.status ?? '';
  await requestCollect({ trigger: 'fix', actor: 'bob', buckets: [`${account}/bucket-1`] });
  await requestCollect({ trigger: 'page', actor: 'cleo' });
  await ended(next?.runId ?? '');
  await expectTruth(names);
  const last = await latestRun();
  expect(last).toMatchObject({ requestedBy: 'bob', buckets: [`${account}/bucket-1`] });
  await ended(last?.runId ?? '');
  expect(await latestRun()).toMatchObject({ runId: last?.runId, status: 'completed' });
  await worker.stop();
});

function fillOne(name: string, count: number): string[] {
  lab.aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
  addUploads(lab.aws, { bucket: name, count });
  return [name];
}
