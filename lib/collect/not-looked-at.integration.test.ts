import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { resetEnv } from '#lib/env.ts';
import { type AccountView, accountView, accountViews } from '#lib/store/account-views.ts';
import { bucketTotals, latestSnapshot } from '#lib/store/buckets.ts';
import { excludeAccount } from '#lib/store/known-accounts.ts';
import { storedOrganization } from '#lib/store/organization.ts';
import { collect, errors, type Lab, openLab } from './collecting.test-support.ts';

let lab: Lab;
const { media, core } = accountIds;

beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const buckets = organization.buckets.filter(({ accountId }) => accountId === media || accountId === core).slice(0, 8);
  lab = await openLab({ organization: { ...organization, buckets }, environment: { ORGANIZATION: 'auto' } });
  await collect();
});
afterAll(async () => {
  expect(errors).toEqual([]);
  await lab.close();
});

async function viewOf(accountId: string): Promise<AccountView> {
  const view = await accountView(accountId);
  if (!view) throw new Error(`Nobody knows ${accountId}.`);
  return view;
}

async function totalsOf(account?: string) {
  const snapshot = await latestSnapshot();
  return bucketTotals({ snapshotId: snapshot?.snapshotId ?? '', filter: { account } });
}

function setOrganization(value: string): void {
  process.env.ORGANIZATION = value;
  resetEnv();
}

const noMore = {
  closed: {
    why: 'is SUSPENDED in its organization',
    begin: () => lab.aws.world.apply({ type: 'account', change: { id: media, state: 'SUSPENDED' } }),
    end: () => lab.aws.world.apply({ type: 'account', change: { id: media, state: 'ACTIVE' } }),
  },
  left: {
    why: 'is not in the organization any more',
    begin: () => lab.aws.world.apply({ type: 'account', change: { id: media, state: 'LEFT' } }),
    end: () => lab.aws.world.apply({ type: 'account', change: { id: media, state: 'ACTIVE' } }),
  },
  excluded: {
    why: 'is left out',
    begin: () => excludeAccount({ accountId: media, excluded: true }),
    end: () => excludeAccount({ accountId: media, excluded: false }),
  },
  organizationOff: {
    why: 'ORGANIZATION is off',
    begin: () => setOrganization('off'),
    end: () => setOrganization('auto'),
  },
  noOrganization: {
    why: 'is in no organization any more',
    begin: () => lab.aws.faults.set({ organizations: { notInUse: true } }),
    end: () => lab.aws.faults.set({ organizations: {} }),
  },
};

describe.each(Object.entries(noMore))('an account that is not looked at: %s', (_, { why, begin, end }) => {
  test('says why and what was known last, and never 0 as if it were clean', async () => {
    const before = await viewOf(media);
    expect(before).toMatchObject({ reachable: 'yes', notLookedAt: null, lastKnown: null, atLeast: false });
    expect(before.bytes).toBeGreaterThan(0);
    await begin();
    const { buckets, uploads, bytes, monthlyUsd } = before;
    // A person's word holds at once, before the snapshot that is made without the account.
    if (why === 'is left out') expect((await viewOf(media)).lastKnown).toMatchObject({ buckets, uploads, bytes });
    await collect();
    const after = await viewOf(media);
    expect(after).toMatchObject({
      reachable: null,
      buckets: 0,
      atLeast: true,
      notLookedAt: expect.stringContaining(why),
      lastKnown: { buckets, uploads, bytes, at: expect.any(Date) },
    });
    expect(after.lastKnown?.monthlyUsd).toBeCloseTo(monthlyUsd, 9);
    expect(after.lastKnown?.at.getTime()).toBeLessThanOrEqual(before.checkedAt?.getTime() ?? 0);
    expect(await totalsOf(media)).toMatchObject({ buckets: 0, bytes: 0, atLeast: true });
    expect((await viewOf(core)).notLookedAt).toBeNull();
    // Of all that is looked at, all was seen.
    expect(await totalsOf()).toMatchObject({ bytes: (await viewOf(core)).bytes, atLeast: false });

    await end();
    // Until the next look it is known to be missing.
    if (why === 'is left out') expect((await totalsOf()).atLeast).toBe(true);
    await collect();
    expect(await viewOf(media)).toMatchObject({
      ...before,
      checkedAt: expect.any(Date),
      lookedAt: expect.any(Date),
      preflightAt: expect.anything(),
    });
    expect(await totalsOf()).toMatchObject({ atLeast: false });
  });
});

test('an organization that may not be listed is told with every run, with the statement to add', async () => {
  lab.aws.faults.set({
    denied: [{ action: 'organizations:ListAccounts', by: 'identity-based policy', explicit: false }],
  });
  const run = await collect();
  expect(run).toMatchObject({ status: 'completed', partial: true });
  const told = run.problems.find(({ accountId }) => accountId === '')?.problem;
  for (const said of ['organizations:ListAccounts', '"Sid":"StraybytesOrganization"', '"organizations:ListRoots"'])
    expect(told).toContain(said);
  expect(await storedOrganization()).toMatchObject({
    state: 'denied',
    remedy: { statement: { Effect: 'Allow', Resource: '*' } },
  });
  // Those that it named before are looked at still, by their roles.
  expect(await viewOf(media)).toMatchObject({ reachable: 'yes', notLookedAt: null });
  lab.aws.faults.set({ denied: [] });
  expect(await collect()).toMatchObject({ partial: false, problems: [] });
  expect((await accountViews()).every(({ unnamed }) => unnamed === null)).toBe(true);
});

test('a Deny of the organization is told with the condition to add', async () => {
  lab.aws.faults.set({ denied: [{ action: 'organizations:ListAccounts', by: 'service control policy' }] });
  const run = await collect({ kinds: ['lifecycle'] });
  expect(run.partial).toBe(true);
  expect(run.problems[0]?.problem).toContain('service control policy');
  expect(run.problems[0]?.problem).not.toContain('StraybytesOrganization');
  lab.aws.faults.set({ denied: [] });
});
