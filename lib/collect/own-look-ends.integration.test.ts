import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { session } from '#lib/identity-center/connected.test-support.ts';
import { disconnect } from '#lib/identity-center/disconnect.ts';
import { database } from '#lib/store/database.ts';
import { latestRun, runById } from '#lib/store/runs.ts';
import { collect, ended, errors, row } from './collecting.test-support.ts';
import {
  addBucket,
  analytics,
  asKim,
  figures,
  kim,
  knownRules,
  lookAsKim,
  type OwnLab,
  ownLab,
  protect,
  snapshots,
} from './own-look.test-support.ts';
import { collectProgress } from './progress.ts';
import { requestAnswer, requestCollect } from './request.ts';
import { requestOwnLook } from './request-own-look.ts';

let lab: OwnLab;
const children: ChildProcess[] = [];

beforeEach(async () => {
  lab = await ownLab();
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await lab.close();
  delete process.env.SCAN_CONCURRENCY;
  resetEnv();
  expect(errors.splice(0)).toEqual([]);
});

async function startProcess(): Promise<ChildProcess> {
  const child = fork(new URL('./worker-process.test-support.ts', import.meta.url), {
    env: { ...process.env, NODE_OPTIONS: '' },
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

async function calls(operation: string, atLeast: number): Promise<void> {
  for (let waited = 0; (lab.aws.world.requests[operation] ?? 0) < atLeast; waited += 5) {
    if (waited > 20_000) throw new Error(`Only ${lab.aws.world.requests[operation]} ${operation} calls came.`);
    await sleep(5);
  }
}

/** Sets of role credentials that the portal handed out. */
const fetched = () => lab.aws.world.requests['sso:GetRoleCredentials'] ?? 0;

/** Collects once, with a worker that is gone afterwards. */
async function known(): Promise<void> {
  const worker = await lab.start();
  await collect();
  await worker.stop();
}

/** So few calls in flight that reading a bucket takes some time. */
function slowly(): void {
  process.env.SCAN_CONCURRENCY = '4';
  resetEnv();
  lab.aws.faults.latencyMs = 20;
}

const sessionEnded = /Your session with IAM Identity Center has ended.* Connect and look again\./;

test('who signs out in the middle ends their look; what was read counts, the rest stays as it was', async () => {
  await lab.start();
  await collect();
  const [two, before] = [await figures('two'), await snapshots()];
  addBucket(lab, 'a-large-one', 4_000);
  slowly();
  const { runId } = await requestOwnLook(asKim);
  await calls('ListParts', 500);
  await disconnect(session);
  const listed = lab.since().length;
  const progress = await ended(runId);
  expect(progress.problems.length).toBeGreaterThan(0);
  for (const { problem } of progress.problems) expect(problem).toMatch(sessionEnded);
  expect(progress.problems.map(({ bucket }) => bucket)).toContain('a-large-one');
  // Where two was not read any more, nothing of it is otherwise.
  if (progress.problems.some(({ bucket }) => bucket === 'two')) expect(await figures('two')).toEqual(two);
  if (progress.status === 'failed') expect(await snapshots()).toBe(before);
  expect(lab.aws.world.requests.ListParts ?? 0).toBeLessThan(4_000);
  expect(listed).toBeGreaterThan(0);
  await expect(requestOwnLook(asKim)).rejects.toMatchObject({ code: 'refused', details: { reason: 'notConnected' } });
});

test('a worker that is killed leaves it to the next one, which fetches the person’s session by itself', async () => {
  addBucket(lab, 'a-large-one', 600);
  await known();
  lab.aws.world.clock.advance({ days: 31 });
  protect(lab, 'a-large-one');
  slowly();
  lab.since();
  const sized = lab.aws.world.requests.ListParts ?? 0;
  await startProcess();
  const { runId } = await requestOwnLook({ ...asKim, bucket: 'a-large-one' });
  await calls('ListParts', sized + 300);
  for (const child of children.splice(0)) await kill(child);
  lab.aws.faults.latencyMs = 0;
  await database().pool.query('update run_bucket set lease_until = now() where lease_until > now()');
  const asked = fetched();
  await startProcess();
  expect(await ended(runId)).toMatchObject({ status: 'completed', partial: false, problems: [] });
  expect(fetched()).toBeGreaterThan(asked);
  expect(await row('a-large-one')).toMatchObject({
    ...lab.aws.world.truth(analytics, 'a-large-one'),
    measurement: 'exact',
    coverage: 'full',
  });
  expect(await knownRules('a-large-one')).toMatchObject({ lifecycle: { rules: [{ ID: 'abort' }] } });
  for (const { principal } of lab.since()) expect(principal).toMatch(kim);
});

test('it joins nobody, and nobody joins it: who asks for a collection meanwhile gets the next one', async () => {
  await known();
  const own = await requestOwnLook({ ...asKim, bucket: 'one' });
  const refused = { code: 'conflict', details: { reason: 'underWay', runId: own.runId } };
  await expect(requestOwnLook(asKim)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(
      /^A look that sora makes as themself is under way: .* try again when it has ended\.$/,
    ),
  });
  const joined = await requestCollect({ trigger: 'api', actor: 'test', buckets: [`${analytics}/one`] });
  expect(joined).toEqual({ runId: own.runId, joined: true, followUpRunId: expect.any(String) });
  expect(await runById(own.runId)).toMatchObject({
    accounts: [],
    buckets: [`${analytics}/one`],
    kinds: ['uploads', 'lifecycle'],
  });
  expect(await collectProgress(joined.followUpRunId ?? '')).toMatchObject({ status: 'queued', own: null });
  await expect(lookAsKim()).rejects.toMatchObject({ code: 'conflict' });

  await lab.start();
  expect(await ended(own.runId)).toMatchObject({ status: 'completed', progress: { done: 1, total: 1 } });
  expect(await ended(joined.followUpRunId ?? '')).toMatchObject({ status: 'completed', own: null });
  expect(await latestRun()).toMatchObject({ runId: joined.followUpRunId, own: null, requestedBy: 'test' });
});

test('who asks on a page meanwhile follows the collection that answers them, and is told of no one else’s look', async () => {
  await known();
  const own = await requestOwnLook({ ...asKim, bucket: 'one' });
  const begun = await requestAnswer({ trigger: 'page', actor: 'test', buckets: [`${analytics}/two`] });
  expect(begun.runId).not.toBe(own.runId);
  expect(await requestAnswer({ trigger: 'page', actor: 'test', accounts: [analytics] })).toEqual(begun);
  await lab.start();
  expect(await ended(begun.runId)).toMatchObject({ status: 'completed', own: null, progress: { done: 2, total: 2 } });
  const under = await requestAnswer({ trigger: 'page', actor: 'test', buckets: [`${analytics}/two`] });
  expect(await ended(under.runId)).toMatchObject({ status: 'completed', own: null });
});

test('while a collection is under way it is refused, with whose that is', async () => {
  await known();
  const { runId } = await requestCollect({ trigger: 'api', actor: 'ann', accounts: [analytics] });
  await expect(requestOwnLook(asKim)).rejects.toMatchObject({
    code: 'conflict',
    message:
      'A collection that ann asked for is under way: it has just begun. A look as yourself runs by itself, so try again when it has ended.',
    details: { runId },
  });
  expect(await runById(runId)).toMatchObject({ status: 'queued', own: null });
});

test('nobody else’s calls are made by it, whatever is asked for', async () => {
  await lab.start();
  await collect();
  lab.since();
  await expect(requestOwnLook({ ...asKim, owner: null })).rejects.toMatchObject({
    code: 'forbidden',
    details: { reason: 'permissionSetOfNobody' },
  });
  await expect(requestOwnLook({ ...asKim, permissionSet: 'AdministratorAccess' })).rejects.toMatchObject({
    code: 'denied',
    details: { reason: 'notAssigned' },
  });
  await expect(requestOwnLook({ ...asKim, accountId: '917264058331' })).rejects.toMatchObject({
    details: { reason: 'notLookedAt' },
  });
  await expect(requestOwnLook({ ...asKim, owner: { sessionId: 'session-9', actor: 'olu' } })).rejects.toMatchObject({
    details: { reason: 'notConnected' },
  });
  expect(lab.since()).toEqual([]);
});

test('who connects in the same session later does not lend theirs', async () => {
  await known();
  const { runId } = await requestOwnLook(asKim);
  await disconnect(session);
  await lab.connect('d.novak');
  lab.since();
  await lab.start();
  expect(await ended(runId)).toMatchObject({
    status: 'failed',
    problems: [{ problem: expect.stringMatching(sessionEnded) }],
  });
  expect(lab.since()).toEqual([]);
});
