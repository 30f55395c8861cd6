import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBudget } from '#lib/aws/create-budget.ts';
import { deleteBudget } from '#lib/aws/delete-budget.ts';
import { describeBudget } from '#lib/aws/describe-budget.ts';
import type { SeenCall } from '#lib/demo/call.ts';
import { starterBudget } from '#lib/spend/starter-budget.ts';
import { listActivity } from '#lib/store/activity.ts';
import { starterById, startersInForce } from '#lib/store/starter-budgets.ts';
import { account as accountId, type FixWorld, fixWorld, leasesEnd } from './fix.test-support.ts';
import { applyStarterBudget } from './starter-budget-apply.ts';
import { recoverStarterBudgets } from './starter-budget-recover.ts';

const program = path.join(import.meta.dirname, 'killed-starter-budget.test-support.ts');
const pace = { leaseSeconds: 20, settleMs: 1000 };
const input = { accountId, amountUsd: 5, name: 'first', emails: ['ann@example.com'] };
const target = { accountId, region: 'us-east-1', power: 'fix' } as const;

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld();
});
afterEach(() => world.close());

/** Runs `apply` or `undo` in a process that gets SIGKILL at such a call, before or after AWS does it. */
async function killedAt(when: 'onRequest' | 'onAnswer', operation: string, args: string[]): Promise<string> {
  let child: ChildProcess | null = null;
  world.aws[when]((call: SeenCall) => {
    if (child && call.operation === operation) child.kill('SIGKILL');
  });
  child = spawn(process.execPath, [program, ...args], { env: process.env, stdio: ['ignore', 'inherit', 'inherit'] });
  await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  const [record] = await startersInForce();
  return record?.starterId ?? '';
}

/** The lease of the killed process has to end, and AWS's answer to be more than what was before. */
async function recovered(starterId: string) {
  await pause(1500);
  await leasesEnd();
  await recoverStarterBudgets({ pace });
  return starterById(starterId);
}

const live = () => describeBudget({ target, name: input.name });

test('killed before AWS was asked, it was not created and says so', async () => {
  const starterId = await killedAt('onRequest', 'DescribeBudget', ['apply']);
  expect(starterId).toBe('');
  expect(await live()).toBeNull();
});

test('killed after AWS created it, it is there', async () => {
  const starterId = await killedAt('onAnswer', 'CreateBudget', ['apply']);
  expect(await starterById(starterId)).toMatchObject({ state: 'creating' });
  expect(await recovered(starterId)).toMatchObject({ state: 'created', appliedAt: expect.any(Date) });
  expect((await listActivity({ limit: 1 })).items).toMatchObject([
    { action: 'budget.recover', detail: { name: 'first', state: 'created' } },
  ]);
  expect(await applyStarterBudget({ ...input, actor: 'ada', pace })).toMatchObject({
    outcome: 'found',
    starter: { starterId, actor: 'killed' },
  });
});

test('killed between our record and AWS, it was not created, and can be', async () => {
  world.aws.faults.set({ errors: [{ operation: 'CreateBudget', status: 500, code: 'InternalErrorException' }] });
  const starterId = await killedAt('onRequest', 'CreateBudget', ['apply']);
  world.aws.faults.reset();
  await recoverStarterBudgets({ pace });
  // Its lease holds.
  expect(await starterById(starterId)).toMatchObject({ state: 'creating' });
  expect(await recovered(starterId)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('no such budget'),
  });
  expect(await applyStarterBudget({ ...input, actor: 'ada', pace })).toMatchObject({ outcome: 'created' });
});

test('another budget of the name is left alone', async () => {
  const starterId = await killedAt('onAnswer', 'CreateBudget', ['apply']);
  await deleteBudget({ target, name: input.name });
  const request = starterBudget({ ...input, amountUsd: 9 });
  if (request.ok) await createBudget({ target, request: request.value });
  expect(await recovered(starterId)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('another one'),
  });
  expect(Number((await live())?.limit?.amount)).toBe(9);
});

test('an undo killed before the deletion leaves it in force, one after it is done', async () => {
  const { starter } = await applyStarterBudget({ ...input, actor: 'ada', pace });
  const starterId = starter?.starterId ?? '';
  await killedAt('onRequest', 'DescribeBudget', ['undo', starterId]);
  expect(await recovered(starterId)).toMatchObject({ state: 'created', undoneBy: null });
  await killedAt('onAnswer', 'DeleteBudget', ['undo', starterId]);
  expect(await recovered(starterId)).toMatchObject({ state: 'undone', undoneBy: 'killed' });
  expect(await live()).toBeNull();
});

test('an account that cannot be read is left for later', async () => {
  const starterId = await killedAt('onAnswer', 'CreateBudget', ['apply']);
  world.aws.faults.set({ budgets: { state: 'denied' } });
  expect(await recovered(starterId)).toMatchObject({ state: 'creating' });
  world.aws.faults.reset();
  expect(await recovered(starterId)).toMatchObject({ state: 'created' });
});
