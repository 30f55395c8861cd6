import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { ABORT_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById, listFixes } from '#lib/store/fixes.ts';
import { openRun } from '#lib/store/runs.ts';
import { applyFix } from './apply.ts';
import { account, type FixWorld, fixWorld, foreignRules, GIB, hasty, leasesEnd, quick } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { recoverFixes } from './recover.ts';

const member = '444455556666';
const request = { accountId: account, bucket: 'unload', days: 7, removeExpiredDeleteMarkers: false };
const theirs: LifecycleRule = { ID: 'theirs', Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 3 } };

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld({ member });
  await world.bucket('unload', {
    lifecycle: foreignRules,
    transitionDefaultMinimumObjectSize: 'varies_by_storage_class',
  });
  world.upload('unload', 'old', { days: 40, gib: 10 });
  world.upload('unload', 'young', { days: 1 });
  await world.collect('unload');
});
afterEach(() => world.close());

const puts = (bucket = 'unload') => world.aws.world.requestsOf(bucket).PutBucketLifecycleConfiguration ?? 0;
const live = (bucket = 'unload') => world.aws.world.lifecycle(bucket);
const apply = (change: Partial<Parameters<typeof applyFix>[0]> = {}) => applyPlanned(change);

async function applyPlanned(change: Partial<Parameters<typeof applyFix>[0]>) {
  const asked = { ...request, ...change };
  const { fingerprint } = await planFix(asked);
  return applyFix({ pace: quick, ...asked, fingerprint: change.fingerprint ?? fingerprint, actor: 'ada' });
}

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  return error instanceof AppError ? error : expect.unreachable(`not refused: ${JSON.stringify(error)}`);
}

describe('applying', () => {
  test('adds the rule, keeps every other, and stores what was and what is', async () => {
    const fix = await apply();
    const after = [...foreignRules, expect.objectContaining({ ID: ABORT_RULE_ID })];
    expect(live()).toEqual({ rules: after, transitionDefaultMinimumObjectSize: 'varies_by_storage_class' });
    expect(fix).toMatchObject({
      state: 'eligible',
      actor: 'ada',
      before: { rules: foreignRules, transitionDefaultMinimumObjectSize: 'varies_by_storage_class' },
      after: { rules: after },
      plannedUploads: 1,
      plannedBytes: 10 * GIB,
      plannedMonthlyUsd: expect.closeTo(0.23, 6),
      cutoffAt: new Date('2026-11-17T00:00:00Z'),
      dueAt: new Date('2026-11-24T00:00:00Z'),
      abortRuleId: ABORT_RULE_ID,
      realisedMonthlyUsd: 0,
      remainingUploads: 1,
      problem: null,
    });
    expect(puts()).toBe(1);
    const { items } = await listActivity({ limit: 10 });
    expect(items.map(({ action, actor }) => [action, actor])).toEqual([
      ['fix.confirm', 'straybytes'],
      ['fix.apply', 'ada'],
    ]);
    expect(await openRun()).toMatchObject({ trigger: 'fix', buckets: [`${account}/unload`] });
  });

  test('waits until S3 answers the new rules and nothing else', async () => {
    world.aws.faults.set({ staleLifecycleReads: 4, shuffleRules: true });
    expect(await apply()).toMatchObject({ problem: null });
    expect(world.aws.world.requestsOf('unload').GetBucketLifecycleConfiguration).toBeGreaterThanOrEqual(
      2 + 2 + 1 + 4 + 3,
    );
  });

  test('says so when S3 goes on answering the old rules, and does not fail', async () => {
    world.aws.faults.set({ staleLifecycleReads: 10_000 });
    expect(await apply({ pace: hasty })).toMatchObject({
      state: 'applied',
      problem: expect.stringContaining('old ones now and then'),
    });
  });

  test('is the same fix when it is asked for twice', async () => {
    const { fingerprint } = await planFix(request);
    const first = await apply({ fingerprint });
    const second = await apply({ fingerprint });
    expect(second.fixId).toBe(first.fixId);
    expect(puts()).toBe(1);
  });

  test('writes once when two ask at the same time', async () => {
    const { fingerprint } = await planFix(request);
    const asked = { ...request, fingerprint, actor: 'ada', pace: quick };
    const results = await Promise.allSettled([applyFix(asked), applyFix(asked), applyFix(asked)]);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    expect(puts()).toBe(1);
    const { items } = await listFixes({ limit: 10 });
    expect(items.filter(({ state }) => state !== 'failed')).toHaveLength(1);
  });

  test('finds the write that was made without an answer', async () => {
    const { after } = await planFix(request);
    world.aws.faults.set({
      errors: [{ operation: 'PutBucketLifecycleConfiguration', status: 500, code: 'InternalError' }],
    });
    world.aws.onRequest(({ operation }) => {
      if (operation !== 'PutBucketLifecycleConfiguration') return;
      world.aws.world.setLifecycle('unload', { ...live(), rules: after });
    });
    expect(await apply()).toMatchObject({ problem: null, appliedAt: expect.any(Date) });
  });

  test('writes again when S3 was too busy, after it has read the rules again', async () => {
    const operation = 'PutBucketLifecycleConfiguration';
    world.aws.faults.set({ errors: [{ operation, status: 503, code: 'SlowDown', times: 2 }] });
    const seen: string[] = [];
    world.aws.onRequest((call) => void seen.push(call.operation));
    expect(await apply()).toMatchObject({ problem: null, appliedAt: expect.any(Date) });
    expect(puts()).toBe(3);
    expect(seen.join(' ')).not.toContain(`${operation} ${operation}`);
  });

  test.each([500, 502])('stays open when a write was answered %i and still shows the old rules', async (status) => {
    const { after } = await planFix(request);
    const operation = 'PutBucketLifecycleConfiguration';
    world.aws.faults.set({ errors: [{ operation, status, code: 'InternalError' }] });
    const pace = { ...hasty, leaseSeconds: 5 };
    const error = await failure(apply({ pace }));
    expect(error).toMatchObject({ code: 'unreachable', details: { reason: 'unanswered' } });
    expect(puts()).toBe(1);
    const [fix] = (await listFixes({ limit: 1 })).items;
    expect(fix).toMatchObject({ state: 'applying' });
    world.aws.world.setLifecycle('unload', { ...live(), rules: after });
    await pause(pace.leaseSeconds * 1000 + 500);
    await recoverFixes({ pace: quick });
    expect(await fixById(fix?.fixId ?? '')).toMatchObject({ state: 'applied', problem: null });
  });

  test('stays open while the old rules prove nothing yet, and then says that nothing was written', async () => {
    world.aws.faults.set({
      errors: [{ operation: 'PutBucketLifecycleConfiguration', status: 500, code: 'InternalError' }],
    });
    expect(await failure(apply({ pace: hasty }))).toMatchObject({ details: { reason: 'unanswered' } });
    await leasesEnd();
    await recoverFixes({ pace: { ...quick, propagationMs: 600_000 } });
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'applying' }]);
    await pause(quick.propagationMs + 200);
    await leasesEnd();
    await recoverFixes({ pace: quick });
    const problem = expect.stringContaining('nothing was written');
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed', problem }]);
  });

  test('uses the role for fixing in a member account', async () => {
    await world.bucket('member-logs', { accountId: member });
    const fix = await apply({ accountId: member, bucket: 'member-logs' });
    expect(fix).toMatchObject({ accountId: member, before: { rules: [] } });
    expect(live('member-logs').rules).toHaveLength(1);
  });

  test('is written in AWS’s own trail as done by the person', async () => {
    await world.bucket('member-logs', { accountId: member });
    const asked = { ...request, accountId: member, bucket: 'member-logs' };
    const { fingerprint } = await planFix(asked);
    world.aws.faults.set({ denied: [{ action: 's3:PutLifecycleConfiguration', by: 'service control policy' }] });
    const error = await failure(applyFix({ ...asked, fingerprint, actor: 'Ada Lovelace (ops)', pace: quick }));
    expect(error.details.awsMessage).toContain(`${member}:assumed-role/StraybytesFix/straybytes-Ada-Lovelace-ops-`);
  });

  test('replaces its own rule by a stricter one and counts only what that adds', async () => {
    world.upload('unload', 'days-5', { days: 5 });
    await world.collect('unload');
    await apply();
    const stricter = await apply({ days: 3 });
    expect(stricter).toMatchObject({ plannedUploads: 1, days: 3 });
    expect(live().rules.filter(({ ID }) => ID === ABORT_RULE_ID)).toHaveLength(1);
    expect(live().rules).toHaveLength(3);
  });

  test('is refused when the bucket is covered already', async () => {
    await apply({ days: 3 });
    const before = puts();
    expect(await failure(apply({ days: 7 }))).toMatchObject({ code: 'refused', details: { reason: 'alreadyCovered' } });
    expect(puts()).toBe(before);
  });

  test('is refused when an active upload would be cut, unless that is accepted', async () => {
    world.upload('unload', 'slow', { days: 20, quietDays: 1 });
    await world.collect('unload');
    const error = await failure(apply());
    expect(error).toMatchObject({ code: 'refused', details: { reason: 'activeUploads', smallestSafeDays: '21' } });
    expect(error.message).toContain('slow');
    expect(error.message).toContain('21 days');
    expect(puts()).toBe(0);
    expect(await apply({ acceptActive: true })).toMatchObject({ plannedUploads: 2 });
  });
});

test('a bucket whose uploads nobody could list is fixed only when that is accepted', async () => {
  await world.bucket('hidden');
  world.aws.faults.set({ denied: [{ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }] });
  const error = await failure(apply({ bucket: 'hidden' }));
  expect(error).toMatchObject({ code: 'refused', details: { reason: 'uploadsUnknown' } });
  expect(error.message).toContain('Look first');
  expect(puts('hidden')).toBe(0);
  expect(await apply({ bucket: 'hidden', acceptActive: true })).toMatchObject({ appliedAt: expect.any(Date) });
});

describe('applying is refused, and nothing is written,', () => {
  afterEach(async () => {
    const actions = (await listActivity({ limit: 50 })).items.map(({ action }) => action);
    expect(actions).not.toContain('fix.apply');
  });

  test('when the rules changed since the plan', async () => {
    const { fingerprint } = await planFix(request);
    world.aws.world.setLifecycle('unload', { ...live(), rules: [...foreignRules.slice(1), theirs] });
    const error = await failure(applyFix({ ...request, fingerprint, actor: 'ada', pace: quick }));
    expect(error.code).toBe('conflict');
    expect(error.message).toContain('expire-reports was removed');
    expect(error.message).toContain('theirs was added (x/: expires after 3 days)');
    expect(puts()).toBe(0);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([
      { action: 'fix.refuse', actor: 'ada', bucket: 'unload' },
    ]);
  });

  test('when somebody else writes between the check and the write', async () => {
    let reads = 0;
    world.aws.onRequest(({ operation }) => {
      if (operation !== 'GetBucketLifecycleConfiguration' || ++reads !== 5) return;
      world.aws.world.setLifecycle('unload', { ...live(), rules: [...foreignRules, theirs] });
    });
    expect(await failure(apply())).toMatchObject({ code: 'conflict', details: { reason: 'changed' } });
    expect(puts()).toBe(0);
    expect(live().rules).toContainEqual(theirs);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed' }]);
  });

  test('when the rules cannot be read any more', async () => {
    const { fingerprint } = await planFix(request);
    const errors = [{ operation: 'GetBucketLifecycleConfiguration', status: 403, code: 'AccessDenied' }];
    world.aws.faults.set({ errors });
    const error = await failure(applyFix({ ...request, fingerprint, actor: 'ada', pace: quick }));
    expect(error.code).toBe('denied');
    expect(puts()).toBe(0);
    expect(live().rules).toEqual(foreignRules);
  });

  test('when they cannot be read right before the write', async () => {
    let reads = 0;
    world.aws.onRequest(({ operation }) => {
      if (operation === 'GetBucketLifecycleConfiguration' && ++reads === 5)
        world.aws.faults.set({ errors: [{ operation, status: 500, code: 'InternalError' }] });
    });
    expect(await failure(apply())).toMatchObject({ code: 'failed' });
    expect(puts()).toBe(0);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed' }]);
  });

  test('when MFA delete came in between', async () => {
    const { fingerprint } = await planFix(request);
    const bucket = world.aws.world.bucket('unload');
    if (bucket) bucket.mfaDelete = true;
    const error = await failure(applyFix({ ...request, fingerprint, actor: 'ada', pace: quick }));
    expect(error).toMatchObject({ code: 'refused', details: { reason: 'mfaDelete' } });
    expect(puts()).toBe(0);
  });

  test('when another account owns a bucket of this name now', async () => {
    const { fingerprint } = await planFix(request);
    world.aws.world.removeBucket('unload');
    world.aws.world.addBucket({ accountId: member, name: 'unload', region: 'us-east-1', lifecycle: foreignRules });
    expect(await failure(applyFix({ ...request, fingerprint, actor: 'ada', pace: quick }))).toMatchObject({
      code: 'denied',
    });
    expect(live().rules).toEqual(foreignRules);
    expect(puts()).toBe(0);
  });

  test('when S3 refuses the write', async () => {
    world.aws.faults.set({ denied: [{ action: 's3:PutLifecycleConfiguration', by: 'service control policy' }] });
    const error = await failure(apply());
    expect(error.code).toBe('denied');
    expect(error.message).toContain('service control policy');
    expect(live().rules).toEqual(foreignRules);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed', problem: error.message }]);
  });

  test('when somebody else writes while S3 is too busy for the write', async () => {
    const operation = 'PutBucketLifecycleConfiguration';
    world.aws.faults.set({ errors: [{ operation, status: 503, code: 'SlowDown', times: 1 }] });
    world.aws.onAnswer(({ operation: seen, status }) => {
      if (seen !== operation || status !== 503) return;
      world.aws.world.setLifecycle('unload', { ...live(), rules: [...foreignRules, theirs] });
    });
    expect(await failure(apply())).toMatchObject({ code: 'conflict', details: { reason: 'changed' } });
    expect(live().rules).toEqual([...foreignRules, theirs]);
    expect(puts()).toBe(1);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed' }]);
  });

  test('when S3 stays too busy for the write', async () => {
    const operation = 'PutBucketLifecycleConfiguration';
    world.aws.faults.set({ errors: [{ operation, status: 503, code: 'SlowDown' }] });
    expect(await failure(apply())).toMatchObject({ code: 'throttled' });
    expect(puts()).toBe(5);
    expect((await listFixes({ limit: 1 })).items).toMatchObject([{ state: 'failed' }]);
  });

  test('when the fingerprint is none', async () => {
    expect(await failure(apply({ fingerprint: 'x' }))).toMatchObject({ code: 'conflict' });
    expect(puts()).toBe(0);
  });
});

test('somebody else writing right after us is reported, and their rules stay', async () => {
  world.aws.onAnswer(({ operation }) => {
    if (operation !== 'PutBucketLifecycleConfiguration') return;
    world.aws.world.setLifecycle('unload', { ...live(), rules: [...foreignRules, theirs] });
  });
  const error = await failure(apply());
  expect(error).toMatchObject({ code: 'conflict', details: { reason: 'overwritten' } });
  expect(live().rules).toEqual([...foreignRules, theirs]);
  expect(puts()).toBe(1);
  const [fix] = (await listFixes({ limit: 1 })).items;
  expect(fix).toMatchObject({ state: 'failed', problem: error.message });
  expect((await listActivity({ limit: 1 })).items).toMatchObject([{ action: 'fix.refuse', fixId: fix?.fixId }]);
});
