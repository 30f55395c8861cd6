import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { accountViews } from '#lib/store/account-views.ts';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { triedActions } from '#lib/store/tried-actions.ts';
import { lookedAtIn } from './asked-accounts.ts';
import { collect, errors, type Lab, openLab } from './collecting.test-support.ts';

const { analytics, media, core } = accountIds;
const tagging = 's3:GetBucketTagging';

let lab: Lab;
beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const buckets = organization.buckets.filter(({ accountId }) => accountId === media || accountId === core).slice(0, 6);
  lab = await openLab({ organization: { ...organization, buckets }, environment: { ORGANIZATION: 'auto' } });
  await collect();
});
afterAll(async () => {
  expect(errors.splice(0)).toEqual([]);
  await lab.close();
});

function deny(id: string, actions: string[]): void {
  const denied = actions.map((action) => ({ action, by: 'service control policy' as const, explicit: true }));
  lab.aws.world.apply({ type: 'account', change: { id, denied } });
}

async function deniedIn(accountId: string): Promise<string[]> {
  const view = (await accountViews()).find((each) => each.accountId === accountId);
  return (view?.denied ?? []).map(({ action }) => action);
}

async function checkedAt(): Promise<Map<string, string | null>> {
  const tried = await triedActions();
  return new Map([...tried].map(([accountId, { fixRole }]) => [accountId, fixRole?.at ?? null]));
}

test('one collection checks every account, both roles and a bucket each, and reads the guardrails behind it', async () => {
  deny(media, [tagging]);
  await collect();
  expect(await deniedIn(media)).toEqual([]);
  const before = (await latestSnapshot())?.snapshotId;
  const { status, kinds, progress, apiCalls, apiCostUsd } = await collect({ kinds: ['preflight'] });
  expect({ status, kinds, progress }).toEqual({
    status: 'completed',
    kinds: [
      { kind: 'preflight', status: 'done', problem: null },
      { kind: 'guardrails', status: 'done', problem: null },
    ],
    progress: { done: 2, total: 2 },
  });
  expect(await deniedIn(media)).toEqual([tagging]);
  const open = (await accountViews()).filter(({ notLookedAt }) => notLookedAt === null);
  expect(open.length).toBeGreaterThan(3);
  expect(open.every(({ reachable }) => reachable === 'yes')).toBe(true);
  const at = await checkedAt();
  expect(open.filter(({ accountId }) => (at.get(accountId) ?? null) === null)).toEqual([]);
  // Its calls are counted with it, and no bucket has other figures by it.
  expect(apiCalls.ListBuckets).toBeGreaterThanOrEqual(open.length);
  expect(apiCostUsd).toBeLessThan(0.0001 * open.length);
  expect((await latestSnapshot())?.snapshotId).toBe(before);
  deny(media, []);
});

test('it may be of some accounts, and one that cannot be reached says why and holds up no other', async () => {
  const before = await checkedAt();
  lab.aws.world.apply({ type: 'account', change: { id: media, roles: [] } });
  const { status, kinds, problems } = await collect({ kinds: ['preflight'], accounts: [media, core] });
  expect(status).toBe('completed');
  expect(kinds[0]).toMatchObject({ kind: 'preflight', status: 'done', problem: expect.stringContaining('AssumeRole') });
  expect(problems).toContainEqual(
    expect.objectContaining({ accountId: media, problem: expect.stringContaining('preflight') }),
  );
  const changed = [...(await checkedAt())].filter(([accountId, at]) => at !== before.get(accountId));
  expect(changed.map(([accountId]) => accountId).sort()).toEqual([core, media].sort());
  expect(await deniedIn(media)).toContain('sts:AssumeRole');
  lab.aws.world.apply({ type: 'account', change: { id: media, roles: null } });
  expect((await collect({ kinds: ['preflight'], accounts: [media] })).problems).toEqual([]);
  expect(await deniedIn(media)).toEqual([]);
});

test('of a unit it is of all in it that are looked at, however many, and never of all accounts instead', async () => {
  expect(await lookedAtIn('Workloads/Prod')).toEqual([analytics, media].sort());
  await expect(lookedAtIn('Nowhere')).rejects.toMatchObject({ code: 'notFound' });
  await expect(lookedAtIn('Suspended')).rejects.toMatchObject({ code: 'refused' });
  await database().pool.query(
    `insert into account (id, name, ou, managed, first_seen_at, last_seen_at, excluded)
     select (200000000000 + n)::text, 'many', array['Many'], 'organization', now(), now(), n = 1
     from generate_series(1, 1002) as n`,
  );
  const many = await lookedAtIn('Many');
  expect(many).toHaveLength(1001);
  expect(many).not.toContain('200000000001');
});
