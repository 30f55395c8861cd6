import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ABORT_RULE_ID, MARKER_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import { listActivity } from '#lib/store/activity.ts';
import { saveRules } from '#lib/store/bucket-ref.ts';
import { awsNow } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { type FixView, fixById, listFixes } from '#lib/store/fixes.ts';
import { recoveredTotals } from '#lib/store/history.ts';
import { applyFix } from './apply.ts';
import { account, type FixWorld, fixWorld, foreignRules, GIB, quick } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { undoFix } from './undo.ts';
import { verifyFixes } from './verify.ts';

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld();
});
afterEach(() => world.close());

async function fix(bucket: string, days = 7): Promise<FixView> {
  const request = { accountId: account, bucket, days, removeExpiredDeleteMarkers: false };
  const { fingerprint } = await planFix(request);
  return applyFix({ ...request, fingerprint, acceptActive: true, actor: 'ada', pace: quick });
}

async function verified(fixId: string): Promise<FixView | null> {
  await verifyFixes();
  return fixById(fixId);
}

async function actions(): Promise<string[]> {
  return (await listActivity({ limit: 50 })).items.map(({ action }) => action);
}

describe('the proof', () => {
  test('goes from applied to clean, and books what was measured to be gone', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    world.upload('b', 'old', { days: 40, gib: 100 });
    world.upload('b', 'older', { days: 80, gib: 100, storageClass: 'STANDARD_IA' });
    world.upload('b', 'young', { days: 1, gib: 7 });
    await world.collect('b');
    const { fixId, plannedMonthlyUsd } = await fix('b');
    expect(plannedMonthlyUsd).toBeCloseTo(100 * 0.023 + 100 * 0.0125, 6);
    expect(await verified(fixId)).toMatchObject({
      state: 'eligible',
      abortRuleId: ABORT_RULE_ID,
      remainingUploads: 2,
      remainingBytes: 200 * GIB,
      realisedMonthlyUsd: 0,
    });
    world.aws.world.clock.advance({ days: 1 });
    expect(world.aws.world.truth(account, 'b')).toEqual({ uploads: 1, bytes: 7 * GIB });
    await world.collect('b');
    const clean = await verified(fixId);
    expect(clean).toMatchObject({
      state: 'clean',
      remainingUploads: 0,
      remainingBytes: 0,
      realisedMonthlyUsd: plannedMonthlyUsd,
      problem: null,
    });
    const { rows } = await database().pool.query<{ held: string }>('select held_bytes as held from fix');
    expect(rows).toEqual([{ held: String(7 * GIB) }]);
    // On AWS's clock, a day on.
    expect(clean?.cleanAt?.getTime()).toBeGreaterThan(world.now.getTime() + 86_000_000);
    await verifyFixes();
    expect((await actions()).filter((action) => action === 'fix.clean')).toHaveLength(1);
  });

  test('waits in clearing while S3 is not done, and books what is', async () => {
    await world.bucket('late', { lateShare: 0.5 });
    for (let n = 0; n < 40; n++) world.upload('late', `u${n}`, { days: 40 });
    await world.collect('late');
    const { fixId, plannedMonthlyUsd } = await fix('late');
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('late');
    const left = world.aws.world.truth(account, 'late').uploads;
    expect(left).toBeGreaterThan(0);
    const clearing = await verified(fixId);
    expect(clearing).toMatchObject({ state: 'clearing', remainingUploads: left, remainingBytes: left * GIB });
    expect(clearing?.realisedMonthlyUsd).toBeCloseTo((plannedMonthlyUsd * (40 - left)) / 40, 5);
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('late');
    expect(await verified(fixId)).toMatchObject({ state: 'clean', realisedMonthlyUsd: plannedMonthlyUsd });
  });

  test('is not spoiled by uploads that came later', async () => {
    await world.bucket('busy');
    world.upload('busy', 'old', { days: 40 });
    await world.collect('busy');
    const { fixId } = await fix('busy');
    world.aws.world.clock.advance({ days: 1 });
    world.aws.world.addUpload({ bucket: 'busy', key: 'new', initiatedAt: world.aws.world.clock.now() });
    await world.collect('busy');
    expect(await verified(fixId)).toMatchObject({ state: 'clean' });
  });

  test('does not believe a store that has not looked again', async () => {
    await world.bucket('b');
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId } = await fix('b');
    world.aws.world.clock.advance({ days: 1 });
    expect(await verified(fixId)).toMatchObject({ state: 'eligible', remainingUploads: 1, realisedMonthlyUsd: 0 });
  });

  test('does not call a bucket clean that still lists an old upload', async () => {
    await world.bucket('b');
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId } = await fix('b');
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('b');
    world.upload('b', 'forgotten', { days: 90 });
    expect(await verified(fixId)).toMatchObject({ state: 'clearing', remainingUploads: 0 });
  });

  test('is complete at once where there was nothing to abort', async () => {
    await world.bucket('empty');
    const { fixId } = await fix('empty');
    expect(await verified(fixId)).toMatchObject({ state: 'clean', abortRuleId: null, realisedMonthlyUsd: 0 });
  });

  test('rests on the rules read back where a server names no abort rule', async () => {
    world.aws.faults.set({ profile: 'minimal' });
    await world.bucket('ceph');
    world.upload('ceph', 'old', { days: 40 });
    await world.collect('ceph');
    const { fixId } = await fix('ceph');
    expect(await verified(fixId)).toMatchObject({ state: 'applied' });
    world.aws.world.clock.advance({ hours: 1 });
    expect(await verified(fixId)).toMatchObject({ state: 'confirmed', abortRuleId: null, abortDate: null });
    const { items } = await listActivity({ limit: 1 });
    expect(items).toMatchObject([{ action: 'fix.confirm', detail: { by: 'readBack' } }]);
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('ceph');
    expect(await verified(fixId)).toMatchObject({ state: 'clean' });
  });

  test('says when somebody removed the rule for delete markers, and that it is back', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const request = { accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: true };
    const { fingerprint } = await planFix(request);
    const { fixId, after } = await applyFix({ ...request, fingerprint, actor: 'ada', pace: quick });
    world.aws.world.clock.advance({ hours: 1 });
    const rules = after.rules.filter(({ ID }) => ID !== MARKER_RULE_ID);
    world.aws.world.setLifecycle('b', { ...after, rules });
    const problem = expect.stringContaining(MARKER_RULE_ID);
    expect(await verified(fixId)).toMatchObject({ state: 'eligible', problem });
    await verifyFixes();
    expect((await actions()).filter((action) => action === 'fix.removed')).toHaveLength(1);
    world.aws.world.setLifecycle('b', after);
    expect(await verified(fixId)).toMatchObject({ problem: null });
  });

  test('ends when somebody removed the rule: nothing more is expected of it', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId, after } = await fix('b');
    expect((await recoveredTotals({})).expectedUsd).toBeGreaterThan(0);
    world.aws.world.clock.advance({ hours: 1 });
    world.aws.world.setLifecycle('b', { ...after, rules: foreignRules });
    expect(await verified(fixId)).toMatchObject({ state: 'failed', problem: expect.stringContaining(ABORT_RULE_ID) });
    await verifyFixes();
    expect((await actions()).filter((action) => action === 'fix.removed')).toHaveLength(1);
    expect(await recoveredTotals({})).toMatchObject({ measuredUsd: 0, expectedUsd: 0 });
    await expect(undoFix({ fixId, actor: 'ada', pace: quick })).rejects.toMatchObject({ code: 'refused' });
  });

  test('ends with the bucket', async () => {
    await world.bucket('b');
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId, bucketId } = await fix('b');
    await database().pool.query('UPDATE bucket SET gone_at = now() WHERE id = $1', [bucketId]);
    expect(await recoveredTotals({})).toMatchObject({ expectedUsd: 0 });
    expect(await verified(fixId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('deleted') });
  });

  test('sees a removal even after it was clean, in the rules as collected', async () => {
    await world.bucket('b');
    const { fixId, bucketId } = await fix('b');
    expect(await verified(fixId)).toMatchObject({ state: 'clean' });
    world.aws.world.clock.advance({ days: 1 });
    const config = { rules: [], transitionDefaultMinimumObjectSize: null };
    await saveRules({ bucketId, config, readAt: new Date((await awsNow()).getTime() + 90_000_000) });
    expect(await verified(fixId)).toMatchObject({ state: 'clean', problem: expect.stringContaining('removed') });
  });

  test('stops with an undo', async () => {
    await world.bucket('b');
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId } = await fix('b');
    await undoFix({ fixId, actor: 'ada', pace: quick });
    world.aws.world.clock.advance({ days: 2 });
    await world.collect('b');
    expect(await verified(fixId)).toMatchObject({ state: 'undone', realisedMonthlyUsd: 0 });
    expect(world.aws.world.truth(account, 'b').uploads).toBe(1);
  });

  test('books nothing twice, whatever order fixes, removals and nights come in', async () => {
    await world.bucket('b');
    for (const days of [4, 9, 40]) world.upload('b', `days-${days}`, { days, gib: 10 });
    await world.collect('b');
    await fix('b', 7);
    world.aws.world.clock.advance({ hours: 1 });
    world.aws.world.setLifecycle('b', { rules: [], transitionDefaultMinimumObjectSize: null });
    await verifyFixes();
    await fix('b', 7);
    await fix('b', 3);
    world.aws.world.clock.advance({ days: 2 });
    await world.collect('b');
    await verifyFixes();
    const { items } = await listFixes({ limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(['clean', 'clean', 'failed']);
    expect(items.reduce((sum, { realisedMonthlyUsd }) => sum + realisedMonthlyUsd, 0)).toBeCloseTo(30 * 0.023, 5);
  });

  test('stops at the daily budget, says so, and goes on the day after', async () => {
    await world.bucket('b');
    world.upload('b', 'old', { days: 40 });
    await world.collect('b');
    const { fixId, state } = await fix('b');
    await database().pool.query('UPDATE api_spend SET usd = 500');
    const before = world.aws.world.requestsOf('b').GetBucketLifecycleConfiguration;
    expect(await verified(fixId)).toMatchObject({ state, problem: expect.stringContaining('daily budget') });
    expect(world.aws.world.requestsOf('b').GetBucketLifecycleConfiguration).toBe(before);
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('b');
    // Any call tells everybody that AWS's clock moved.
    await planFix({ accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: false });
    expect(await verified(fixId)).toMatchObject({ state: 'clean', problem: null });
  });

  test('is looked for on the buckets that a run has read', async () => {
    for (const name of ['a', 'b', 'c']) await world.bucket(name);
    const fixes = [await fix('a'), await fix('b'), await fix('c')];
    await database().pool.query("UPDATE fix SET state = 'applied', clean_at = NULL");
    const runId = '00000000-0000-4000-8000-000000000001';
    await database().pool.query(
      `INSERT INTO collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at)
       VALUES ($1, '{uploads}', '{}', '{}', 'page', 'test', 'completed', now())`,
      [runId],
    );
    await database().pool.query(
      `INSERT INTO run_bucket (run_id, bucket_id, account_id, name, region, status, phase, measurement)
       SELECT $1, id, account_id, name, region, 'done', 'parts', CASE name WHEN 'b' THEN 'notScanned' ELSE 'exact' END
       FROM bucket WHERE name <> 'c'`,
      [runId],
    );
    await verifyFixes({ runId });
    const states = await Promise.all(fixes.map(async ({ fixId }) => (await fixById(fixId))?.state));
    expect(states).toEqual(['clean', 'applied', 'applied']);
  });

  test('goes on with the others when one bucket cannot be read', async () => {
    await world.bucket('a');
    await world.bucket('b');
    world.upload('a', 'old', { days: 40 });
    world.upload('b', 'old', { days: 40 });
    await world.collect('a');
    await world.collect('b');
    const [a, b] = [await fix('a'), await fix('b')];
    world.aws.world.clock.advance({ days: 1 });
    await world.collect('a');
    await world.collect('b');
    world.aws.faults.set({ denied: [{ action: '*', by: 'service control policy', bucket: 'a' }] });
    await verifyFixes();
    expect(await fixById(a.fixId)).toMatchObject({
      state: 'eligible',
      problem: expect.stringContaining('Could not be checked'),
    });
    expect(await fixById(b.fixId)).toMatchObject({ state: 'clean' });
  });
});
