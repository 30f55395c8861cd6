import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryOf } from '#lib/aws/memory.ts';
import { standingsOfReadings } from '#lib/guardrails/guardrail-standing.ts';
import { actionOf } from '#lib/guardrails/inventory.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { collect, errors, type Lab, member, openLab } from './collecting.test-support.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ environment: { MEMBER_ACCOUNTS: member } });
  lab.aws.world.apply({ type: 'account', change: { id: member } });
});
afterAll(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

async function read() {
  await collect({ kinds: ['guardrails'] });
  const latest = await latestSpendSnapshot();
  const readings = await spendReadings({ snapshotId: latest?.snapshotId ?? '', kind: 'guardrails' });
  const own = readings.filter(({ accountId }) => accountId === member);
  return { state: own[0]?.state, standings: standingsOfReadings(own) };
}

test('where every part is denied each check names what it misses itself, and what it said before', async () => {
  const before = await read();
  const by = 'service control policy' as const;
  const denied = ['iam:*', 'account:*', 'budgets:*'].map((action) => ({ action, by, explicit: true }));
  lab.aws.world.apply({ type: 'account', change: { id: member, denied } });
  expect(before.standings.filter(({ status }) => status !== 'blind').length).toBeGreaterThan(5);
  for (const look of ['first', 'second']) {
    const { standings } = await read();
    expect([look, standings.map(({ status }) => status)]).toEqual([look, checks.map(() => 'blind')]);
    for (const { check, missing, problem, lastKnown } of standings) {
      const needs = checks.find(({ id }) => id === check)?.needs.map((name) => actionOf[name]) ?? [];
      expect(missing.map(({ action }) => action.replace('Generate', 'Get'))).toEqual(needs);
      expect(missing.map((one) => one.by)).toEqual(needs.map(() => by));
      for (const { action } of missing) expect(problem).toContain(action);
      const status = before.standings.find((one) => one.check === check)?.status;
      expect(lastKnown?.status).toBe(status === 'blind' ? undefined : status);
    }
  }
});

test('where the role itself cannot be used nothing of the account is read', async () => {
  lab.aws.world.apply({ type: 'account', change: { id: member, denied: null, roles: [] } });
  // As a process that holds no session yet.
  memoryOf.forget();
  const { state, standings } = await read();
  expect(state).toBe('denied');
  for (const { status, problem } of standings) {
    expect(status).toBe('blind');
    expect(problem).toContain('role');
  }
});
