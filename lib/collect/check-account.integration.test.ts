import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fixPolicy } from '#lib/fix/actions.ts';
import { type GuardrailStanding, standingsOfReadings } from '#lib/guardrails/guardrail-standing.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { latestRun } from '#lib/store/runs.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { checkAccount } from './check-account.ts';
import { account, collect, ended, errors, type Lab, member, openLab } from './collecting.test-support.ts';
import { bucketKinds } from './kinds.ts';
import { preflight } from './preflight.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ environment: { MEMBER_ACCOUNTS: member } });
  // The account is there from then on.
  deny([]);
  await collect({ kinds: ['guardrails'] });
});
afterAll(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});
beforeEach(() => deny([]));

const guards = ['iam:*', 'account:*', 'budgets:*'];

function deny(actions: string[], id = member): void {
  const denied = actions.map((action) => ({ action, by: 'service control policy' as const, explicit: true }));
  lab.aws.world.apply({ type: 'account', change: { id, denied } });
}

/** Has an account looked into as a person does, and waits for what follows. */
async function check(accountId = member): Promise<void> {
  await checkAccount({ accountId, fixPolicy: fixPolicy(), actor: 'ann' });
  const run = await latestRun();
  if (run) await ended(run.runId);
}

async function statuses(accountId = member): Promise<Record<string, GuardrailStanding['status']>> {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'guardrails' }) : [];
  const own = standingsOfReadings(readings.filter((reading) => reading.accountId === accountId));
  return Object.fromEntries(own.map(({ check: id, status }) => [id, status]));
}

async function blindIn(accountId = member): Promise<number> {
  return Object.values(await statuses(accountId)).filter((status) => status === 'blind').length;
}

test('what guards an account is read again when it is looked into, whatever became visible or is not any more', async () => {
  expect(await blindIn()).toBe(0);
  const others = await statuses(account);
  deny(['iam:ListRoles']);
  await check();
  expect(await statuses()).toMatchObject({ 'roles-without-mfa': 'blind' });
  expect(await blindIn()).toBe(1);
  const { kinds, accounts, trigger, requestedBy } = (await latestRun()) ?? {};
  expect({ kinds, accounts, trigger, requestedBy }).toEqual({
    kinds: ['guardrails'],
    accounts: [member],
    trigger: 'page',
    requestedBy: 'ann',
  });
  deny(guards);
  await check();
  expect(await blindIn()).toBe(8);
  expect((await latestRun())?.status).toBe('completed');
  deny([]);
  await check();
  expect(await blindIn()).toBe(0);
  expect(await statuses(account)).toEqual(others);
});

test('what a person looks into is done in sessions that are named after them, with both roles', async () => {
  const calls = () => lab.aws.world.trail.of({ accountId: member }).length;
  const before = calls();
  await preflight({ accountId: member, fixPolicy: fixPolicy(), actor: 'ann' });
  const made = lab.aws.world.trail.of({ accountId: member }).slice(before);
  const names = new Set(made.map(({ principal }) => principal?.split(':assumed-role/')[1]));
  expect([...names].sort()).toEqual(['StraybytesFix/straybytes-ann', 'StraybytesRead/straybytes-ann']);
});

test('where the role cannot be used no collection is begun', async () => {
  const before = await latestRun();
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: [] } });
  await check();
  expect((await latestRun())?.runId).toBe(before?.runId);
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: null } });
});

test('guardrails that could not be seen are due with the next look of the schedule, those that could once a day', async () => {
  const later = async (hours: number) => {
    lab.aws.world.clock.advance({ hours });
    await rememberAwsTime(lab.aws.world.clock.now());
  };
  const look = async () => (await collect({ kinds: [], trigger: 'page' })).kinds.map(({ kind }) => kind);
  await collect({ kinds: ['guardrails'] });
  await later(6);
  expect(await look()).toEqual(bucketKinds);
  deny(guards);
  await collect({ kinds: ['guardrails'] });
  expect(await blindIn()).toBeGreaterThan(0);
  deny([]);
  expect(await look()).toEqual(bucketKinds);
  await later(6);
  expect(await look()).toEqual([...bucketKinds, 'guardrails']);
  expect(await blindIn()).toBe(0);
  await later(6);
  expect(await look()).toEqual(bucketKinds);
});
