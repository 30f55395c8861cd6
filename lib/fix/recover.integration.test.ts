import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeenCall } from '#lib/demo/call.ts';
import { listActivity } from '#lib/store/activity.ts';
import { type FixView, listFixes } from '#lib/store/fixes.ts';
import { applyFix } from './apply.ts';
import { account, type FixWorld, fixWorld, foreignRules, leasesEnd, quick } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { recoverFixes } from './recover.ts';
import { undoFix } from './undo.ts';

const program = path.join(import.meta.dirname, 'killed-apply.test-support.ts');
const PUT = 'PutBucketLifecycleConfiguration';
const GET = 'GetBucketLifecycleConfiguration';

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld();
  await world.bucket('b', { lifecycle: foreignRules });
  world.upload('b', 'old', { days: 40 });
  await world.collect('b');
});
afterEach(() => world.close());

/** Runs `apply` or `undo` in a process that gets SIGKILL at the nth such call, before or after S3 does it. */
async function killedAt(
  when: 'onRequest' | 'onAnswer',
  { operation, nth = 1 }: { operation: string; nth?: number },
  args: [string, string],
): Promise<void> {
  let seen = 0;
  let child: ChildProcess | null = null;
  world.aws[when]((call: SeenCall) => {
    if (!child || call.operation !== operation || ++seen !== nth) return;
    child.kill('SIGKILL');
    // Its request is on the wire already; S3 answers nobody.
  });
  child = spawn(process.execPath, [program, ...args], { env: process.env, stdio: ['ignore', 'inherit', 'inherit'] });
  await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

async function recovered(): Promise<FixView | undefined> {
  // S3 shows by then what was written.
  await pause(quick.propagationMs + 200);
  await leasesEnd();
  await recoverFixes({ pace: quick });
  return (await listFixes({ limit: 1 })).items[0];
}

const live = () => world.aws.world.lifecycle('b').rules;

describe('after kill -9', () => {
  test('before the write, nothing was written and the fix says so', async () => {
    await killedAt('onRequest', { operation: GET, nth: 5 }, ['apply', 'b']);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'applying' }]);
    expect(await recovered()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('nothing was written'),
    });
    expect(live()).toEqual(foreignRules);
  });

  test('after the write, the fix is applied', async () => {
    await killedAt('onAnswer', { operation: PUT }, ['apply', 'b']);
    expect(await recovered()).toMatchObject({ state: 'applied', appliedAt: expect.any(Date), problem: null });
    expect(live()).toHaveLength(3);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([{ action: 'fix.recover' }]);
  });

  test('while reading back, with somebody else having written since, it is a conflict and nothing is touched', async () => {
    await killedAt('onRequest', { operation: GET, nth: 7 }, ['apply', 'b']);
    world.aws.world.setLifecycle('b', { ...world.aws.world.lifecycle('b'), rules: foreignRules.slice(1) });
    expect(await recovered()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('neither the old nor the new'),
    });
    expect(live()).toEqual(foreignRules.slice(1));
  });

  test('of an undo before its write, the fix stands', async () => {
    const { fixId, state } = await applied();
    await killedAt('onRequest', { operation: GET, nth: 2 }, ['undo', fixId]);
    expect(await recovered()).toMatchObject({ state, undoneBy: null, undoneAt: null });
    expect(live()).toHaveLength(3);
  });

  test('of an undo after its write, it is undone', async () => {
    const { fixId } = await applied();
    await killedAt('onAnswer', { operation: PUT }, ['undo', fixId]);
    expect(await recovered()).toMatchObject({ state: 'undone', undoneBy: 'killed', undoneAt: expect.any(Date) });
    expect(live()).toEqual(foreignRules);
  });

  test('the next fix of the bucket recovers first, and nothing is written twice', async () => {
    await killedAt('onAnswer', { operation: PUT }, ['apply', 'b']);
    const request = { accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: false };
    const { fingerprint } = await planFix(request);
    await leasesEnd();
    const again = applyFix({ ...request, fingerprint, actor: 'ada', pace: quick });
    await expect(again).rejects.toMatchObject({ details: { reason: 'alreadyCovered' } });
    const { items } = await listFixes({ limit: 10 });
    expect(items).toMatchObject([{ state: 'applied', actor: 'killed' }]);
    await undoFix({ fixId: items[0]?.fixId ?? '', actor: 'ada', pace: quick });
    expect(live()).toEqual(foreignRules);
  });

  test('a bucket that cannot be read is left for later', async () => {
    await killedAt('onAnswer', { operation: PUT }, ['apply', 'b']);
    world.aws.faults.set({ denied: [{ action: '*', by: 'service control policy' }] });
    expect(await recovered()).toMatchObject({ state: 'applying' });
    world.aws.faults.reset();
    expect(await recovered()).toMatchObject({ state: 'applied' });
  });
});

describe('when the bucket is lost after kill -9', () => {
  async function stuck(verb: 'apply' | 'undo'): Promise<void> {
    const subject = verb === 'apply' ? 'b' : (await applied()).fixId;
    await killedAt('onAnswer', { operation: PUT }, [verb, subject]);
    world.aws.world.removeBucket('b');
  }

  test.each(['apply', 'undo'] as const)('by deletion, the %s ends and says so', async (verb) => {
    await stuck(verb);
    const ended = { state: 'failed', undoneBy: null, problem: expect.stringContaining('was deleted meanwhile') };
    expect(await recovered()).toMatchObject(ended);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([{ action: 'fix.recover' }]);
  });

  test.each(['apply', 'undo'] as const)('to somebody else, the %s ends and says so', async (verb) => {
    await stuck(verb);
    world.aws.world.addAccount({ id: '999988887777', name: 'stranger' });
    world.aws.world.addBucket({ accountId: '999988887777', name: 'b', region: 'us-east-1' });
    expect(await recovered()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('somebody else owns one of its name'),
    });
  });

  test('as far as one call says, it is asked for again', async () => {
    await killedAt('onAnswer', { operation: PUT }, ['apply', 'b']);
    world.aws.faults.set({ errors: [{ operation: GET, status: 404, code: 'NoSuchBucket' }] });
    expect(await recovered()).toMatchObject({ state: 'applying' });
    world.aws.faults.reset();
    expect(await recovered()).toMatchObject({ state: 'applied' });
  });
});

test('a process that lives keeps its lease', async () => {
  const slow = { ...quick, beforeMs: 12_000, leaseSeconds: 5 };
  const request = { accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: false };
  const { fingerprint } = await planFix(request);
  const applying = applyFix({ ...request, fingerprint, actor: 'ada', pace: slow });
  await pause(7000);
  await recoverFixes({ pace: quick });
  expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'applying' }]);
  const busy = applyFix({ ...request, fingerprint, actor: 'bob', pace: quick });
  await expect(busy).rejects.toMatchObject({ code: 'conflict', details: { reason: 'busy' } });
  expect(await applying).toMatchObject({ actor: 'ada', problem: null });
});

async function applied(): Promise<FixView> {
  const request = { accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: false };
  const { fingerprint } = await planFix(request);
  return applyFix({ ...request, fingerprint, actor: 'ada', pace: quick });
}
