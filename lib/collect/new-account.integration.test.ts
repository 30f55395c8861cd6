import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { accountView } from '#lib/store/account-views.ts';
import { latestRun } from '#lib/store/runs.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { collect, ended, errors, type Lab, openLab } from './collecting.test-support.ts';
import { bucketKinds } from './kinds.ts';

const { media, core } = accountIds;
const joined = '100000000012';

let lab: Lab;
beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const buckets = organization.buckets.filter(({ accountId }) => accountId === media || accountId === core).slice(0, 4);
  lab = await openLab({ organization: { ...organization, buckets }, environment: { ORGANIZATION: 'auto' } });
});
afterAll(async () => {
  expect(errors.splice(0)).toEqual([]);
  await lab.close();
});

/** Looks at everything as a person does. @returns the run */
async function look(): Promise<string> {
  const { runId, kinds } = await collect({ kinds: [], trigger: 'page' });
  expect(kinds.map(({ kind }) => kind)).toEqual(bucketKinds);
  return runId;
}

/** Looks, and at what follows. @returns what that was */
async function lookAndWhatFollows() {
  const runId = await look();
  await expect.poll(async () => (await latestRun())?.runId, { timeout: 60_000 }).not.toBe(runId);
  const next = await latestRun();
  const { status, apiCostUsd } = await ended(next?.runId ?? '');
  expect({ status, apiCostUsd }).toEqual({ status: 'completed', apiCostUsd: 0 });
  return { kinds: next?.kinds.toSorted(), accounts: next?.accounts };
}

async function readOf(accountId: string): Promise<string[]> {
  const latest = await latestSpendSnapshot();
  const of = { snapshotId: latest?.snapshotId ?? '' };
  const readings = [
    ...(await spendReadings({ ...of, kind: 'budgets' })),
    ...(await spendReadings({ ...of, kind: 'guardrails' })),
  ];
  return readings.filter((reading) => reading.accountId === accountId).map(({ kind }) => kind);
}

test('an account that joins has its guardrails read behind the look that finds it, and nothing of the others', async () => {
  await collect({ kinds: [...bucketKinds, 'guardrails'] });
  const by = 'identity-based policy' as const;
  const denied = [
    { action: 'iam:GetAccountSummary', by },
    { action: 'iam:ListRoles', by },
  ];
  lab.aws.world.apply({ type: 'account', change: { id: joined, name: 'joined', unit: 'Sandbox', denied } });
  expect(await lookAndWhatFollows()).toEqual({ kinds: ['guardrails'], accounts: [joined] });
  // Budgets were never read of anybody: to begin with them is nothing that follows.
  expect(await readOf(joined)).toEqual(['guardrails']);
  expect((await accountView(joined))?.denied.map(({ action }) => action).sort()).toEqual([
    'iam:GetAccountSummary',
    'iam:ListRoles',
  ]);
  const last = await look();
  expect((await latestRun())?.runId).toBe(last);
});

test('so has one that was closed when all were read, with its budgets, and whoever asks for kinds gets those', async () => {
  lab.aws.world.apply({ type: 'account', change: { id: media, state: 'SUSPENDED' } });
  await collect({ kinds: ['budgets', 'guardrails'] });
  lab.aws.world.apply({ type: 'account', change: { id: media, state: 'ACTIVE' } });
  expect(await readOf(media)).toEqual([]);
  const { runId } = await collect({ kinds: ['lifecycle'] });
  expect((await latestRun())?.runId).toBe(runId);
  expect(await lookAndWhatFollows()).toEqual({ kinds: ['budgets', 'guardrails'], accounts: [media] });
  expect(await readOf(media)).toEqual(['budgets', 'guardrails']);
  const last = await look();
  expect((await latestRun())?.runId).toBe(last);
});
