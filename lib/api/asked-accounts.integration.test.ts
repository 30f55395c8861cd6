import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryOf } from '#lib/aws/memory.ts';
import { excludeAccountBy } from '#lib/collect/change-account.ts';
import { collect, ended, type Lab, openLab } from '#lib/collect/collecting.test-support.ts';
import { requestCollect } from '#lib/collect/request.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { excludeAccount } from '#lib/store/known-accounts.ts';
import { leftOutBy } from '#lib/store/left-out.ts';
import { outOfSightBucket } from '#lib/store/out-of-sight-bucket.ts';
import { latestRun } from '#lib/store/runs.ts';
import { getAccounts } from './accounts.ts';
import { accountsAnswerSchema, guardrailsAnswerSchema } from './accounts-output.ts';
import { get, ok, post, refused } from './api.test-support.ts';
import { getBucket, getBuckets } from './buckets.ts';
import { getCollect, postCollect } from './collect.ts';
import { getGuardrails } from './guardrails.ts';
import * as outputs from './outputs.ts';
import { isUnknownBucketPage } from './unknown-bucket-page.ts';

let lab: Lab;
const { media, security } = accountIds;
const nobody = '999999999999';

beforeAll(async () => {
  const organization = seededOrganization({ seed: 'straybytes', now: new Date() });
  const buckets = organization.buckets.filter(({ accountId }) => accountId === media).slice(0, 4);
  lab = await openLab({
    organization: { ...organization, buckets },
    environment: { ORGANIZATION: 'auto', API_TOKEN: 'correct-horse-battery' },
  });
  await collect({ kinds: ['uploads', 'lifecycle', 'guardrails'] });
});
afterAll(() => lab.close());

const ask = (accounts: string[]) => postCollect(post('/api/v1/collect', { accounts, kinds: ['lifecycle'] }));
const changed = (id: string, change: object) => lab.aws.world.apply({ type: 'account', change: { id, ...change } });

async function accountOf(accountId: string) {
  const { items } = await ok(getAccounts(get('/api/v1/accounts')), accountsAnswerSchema);
  const found = items.find((item) => item.accountId === accountId);
  if (!found) throw new Error(`The answer has no account ${accountId}.`);
  return found;
}

test('a collection of an account that nobody knows is refused by its name, and begins nothing', async () => {
  const before = await latestRun();
  const { detail, details } = await refused(ask([media, nobody]), 404);
  expect(detail).toContain(nobody);
  expect(details).toEqual({ accounts: nobody });
  expect((await latestRun())?.runId).toBe(before?.runId);
});

test('a collection of an account that is not looked at is refused with the reason', async () => {
  await excludeAccount({ accountId: security, excluded: true });
  const out = await refused(ask([media, security]), 409);
  expect(out).toMatchObject({
    code: 'refused',
    title: 'The account is not looked at',
    details: { accounts: security },
  });
  expect(out.detail).toContain('is left out');
  await excludeAccount({ accountId: security, excluded: false });
  changed(security, { state: 'SUSPENDED' });
  // As it was found last it is still open: only the next look says otherwise.
  await collect({ kinds: ['lifecycle'] });
  expect((await refused(ask([security]), 409)).detail).toContain('is SUSPENDED in its organization');
});

test('an account that the organization has gained or opened again since is collected when asked for', async () => {
  changed(security, { state: 'ACTIVE' });
  lab.aws.world.addAccount({ id: '121212121212', name: 'newcomer' });
  const { runId } = await ok(ask(['121212121212', security]), outputs.collectStartedSchema, 202);
  expect(await ended(runId)).toMatchObject({ status: 'completed', problems: [] });
  expect(await accountOf('121212121212')).toMatchObject({ name: 'newcomer', reachable: 'yes' });
});

test('of an account that could never be listed every figure is null, of one without buckets it is 0', async () => {
  lab.aws.world.addAccount({ id: '343434343434', name: 'walled', roles: [] });
  await collect({ kinds: ['uploads', 'lifecycle'] });
  // What guards those that are new is read behind it.
  await ended((await latestRun())?.runId ?? '');
  const unknown = { uploads: null, bytes: null, monthlyUsd: null, atLeast: true, lastKnown: null };
  expect(await accountOf('343434343434')).toMatchObject({
    reachable: 'no',
    buckets: null,
    protectedBuckets: null,
    unreadable: null,
    waste: unknown,
  });
  expect(await accountOf('121212121212')).toMatchObject({
    reachable: 'yes',
    buckets: 0,
    protectedBuckets: 0,
    unreadable: 0,
    waste: { uploads: 0, bytes: 0, monthlyUsd: 0, atLeast: false, lastKnown: null },
  });
});

test('a run that failed says so of what it did not read', async () => {
  const { runId } = await requestCollect({
    kinds: ['lifecycle', 'budgets'],
    accounts: [nobody],
    trigger: 'api',
    actor: 'test',
  });
  expect((await ended(runId)).status).toBe('failed');
  const { kinds } = await ok(getCollect(get('/x'), { runId }), outputs.runSchema);
  expect(kinds.map(({ kind, status }) => [kind, status])).toEqual([
    ['lifecycle', 'failed'],
    ['budgets', 'failed'],
  ]);
});

test('guardrails of an account that nobody knows are not found; of one that is not looked at it is said', async () => {
  const of = (account: string) => getGuardrails(get(`/api/v1/guardrails?account=${account}`));
  expect((await refused(of(nobody), 404)).detail).toContain(nobody);
  expect(await ok(of(media), guardrailsAnswerSchema)).toMatchObject({ notLookedAt: null });
  await excludeAccount({ accountId: security, excluded: true });
  const { notLookedAt, items } = await ok(of(security), guardrailsAnswerSchema);
  expect(notLookedAt).toContain('is left out');
  expect(items.length).toBeGreaterThan(0);
  for (const { status, stale } of items) expect([status, stale]).toEqual(['blind', notLookedAt]);
  expect(items.some(({ lastKnown }) => lastKnown?.status === 'pass' && lastKnown.evidence !== '')).toBe(true);
  const all = await ok(getGuardrails(get('/api/v1/guardrails')), guardrailsAnswerSchema);
  expect(all.items.some(({ accountId }) => accountId === security)).toBe(false);
  expect(all.items.some(({ accountId }) => accountId === media)).toBe(true);
  const said = (status: string) => items.filter(({ lastKnown }) => lastKnown?.status === status).length;
  const [checkedAt] = items.flatMap((item) => item.checkedAt ?? []).sort();
  const last = { guardrails: null, lastGuardrails: { pass: said('pass'), fail: said('fail'), checkedAt } };
  expect(await accountOf(security)).toMatchObject(last);
  // Nor is it forgotten by looks at the others.
  await collect({ kinds: ['guardrails'] });
  expect(await accountOf(security)).toMatchObject(last);
  await excludeAccount({ accountId: security, excluded: false });
  await collect({ kinds: ['guardrails'] });
  const again = { guardrails: { stale: null, lastKnown: null }, lastGuardrails: null };
  expect(await accountOf(security)).toMatchObject(again);
});

test('guardrails of an account that cannot be reached any more are blind, with what the last check said', async () => {
  const before = await accountOf(media);
  expect(before.guardrails).toMatchObject({ stale: null });
  changed(media, { roles: [] });
  memoryOf.forget();
  await collect();
  const after = await accountOf(media);
  expect(after.reachable).toBe('no');
  expect(after.guardrails).toMatchObject({
    checkedAt: before.guardrails?.checkedAt,
    pass: 0,
    fail: 0,
    lastKnown: { pass: before.guardrails?.pass, fail: before.guardrails?.fail },
    stale: expect.stringContaining('sts:AssumeRole'),
  });
  // It was listed once; of now nothing is known, neither its rules nor what it hides.
  expect(after).toMatchObject({
    buckets: before.buckets,
    protectedBuckets: null,
    unreadable: before.buckets,
    waste: { uploads: null, bytes: null, monthlyUsd: null, atLeast: true },
  });
  const { items } = await ok(getGuardrails(get(`/api/v1/guardrails?account=${media}`)), guardrailsAnswerSchema);
  expect(items.map(({ status, stale }) => [status, stale])).toEqual(
    items.map(() => ['blind', after.guardrails?.stale]),
  );
  expect(items.some(({ lastKnown }) => lastKnown?.status === 'pass' && lastKnown.evidence !== '')).toBe(true);
  changed(media, { roles: null });
});

test('waste of an account that is not looked at is what was known last, apart from a total that is null and no 0', async () => {
  await collect();
  const before = await accountOf(media);
  await excludeAccount({ accountId: media, excluded: true });
  await collect();
  const { uploads, bytes } = before.waste;
  expect(await accountOf(media)).toMatchObject({
    reachable: null,
    notLookedAt: expect.stringContaining('is left out'),
    buckets: null,
    protectedBuckets: null,
    unreadable: null,
    waste: {
      uploads: null,
      bytes: null,
      monthlyUsd: null,
      atLeast: true,
      lastKnown: { uploads, bytes, buckets: before.buckets },
    },
  });
  const { totals } = await ok(getBuckets(get(`/api/v1/buckets?account=${media}`)), outputs.bucketsSchema);
  expect(totals).toEqual({ uploads: 0, bytes: 0, monthlyUsd: 0, atLeast: true, known: false });
  await excludeAccount({ accountId: media, excluded: false });
});

test('a bucket of an account that is left out says so, by whom and when, and what was known last', async () => {
  await collect();
  const { items } = await ok(getBuckets(get(`/api/v1/buckets?account=${media}`)), outputs.bucketsSchema);
  const [before] = items;
  if (!before) throw new Error('The account has no bucket.');
  const bucket = before.name;
  const isUnknown = (name: string) =>
    isUnknownBucketPage({ method: 'GET', pathname: `/buckets/${media}/${name}`, headers: new Headers() });
  expect(await outOfSightBucket({ accountId: media, bucket })).toBeNull();
  expect(await leftOutBy(media)).toBeNull();
  await excludeAccountBy({ accountId: media, excluded: true, actor: 'rosa' });
  await collect();
  const { detail } = await refused(getBucket(get('/x'), { accountId: media, bucket }), 404);
  expect(detail).toContain('is left out. Take it in again');
  expect(await isUnknown(bucket)).toBe(false);
  expect(await isUnknown('no-such-bucket')).toBe(true);
  expect(await leftOutBy(media)).toMatchObject({ actor: 'rosa', at: expect.any(Date) });
  expect(await outOfSightBucket({ accountId: media, bucket })).toMatchObject({
    accountName: 'media',
    excluded: true,
    lastKnown: { bytes: before.bytes, uploads: before.uploads },
  });
  await excludeAccountBy({ accountId: media, excluded: false, actor: 'rosa' });
  expect(await outOfSightBucket({ accountId: media, bucket })).toBeNull();
});

test('a parameter that is given twice is refused by its name', async () => {
  const twice = await refused(getGuardrails(get(`/api/v1/guardrails?account=${media}&account=${security}`)), 400);
  expect(twice.details).toEqual({ account: 'is given more than once' });
  await refused(getBuckets(get('/api/v1/buckets?limit=1&limit=2')), 400);
  await refused(getBuckets(get('/api/v1/buckets?account=&account=&limit=2&limit=2')), 400);
  await ok(getBuckets(get(`/api/v1/buckets?account=&account=${media}`)), outputs.bucketsSchema);
});
